/** A flow that is live and that nothing in the repository describes any more. */
export interface GoneFlow {
  readonly name: string;
  readonly manifest: string;
  readonly detail: string;
}
