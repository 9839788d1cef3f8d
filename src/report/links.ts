/** Where links in a summary or comment lead. */
export interface Links {
  /** Address of a line of a file at the commit of this run. */
  line(file: string, line: number): string;
  /** Address of a commit. */
  commit(sha: string): string;
  /** Address of the page about a rule; empty where it is not known where the action comes from. */
  rule(id: string): string;
  /** Address of the artifacts of the run, among which the HTML report will be; empty or absent: there is none. */
  readonly report?: string;
}
