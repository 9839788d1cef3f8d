/**
 * Something that the person who runs the step can mend: the message says what is wrong, the hint what to do next.
 * It is shown without a stack trace. Anything else that is thrown is a fault of ours.
 */
export class UserError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.hint = hint;
  }
}

/** The message of anything that was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : 'unknown error';
}
