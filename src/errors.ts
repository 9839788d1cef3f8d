/**
 * Something that a person can act upon: the message says what is wrong, the hint what to do next. It is shown without a
 * stack trace. Anything else that is thrown is a bug of this action.
 */
export class ActionError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ActionError';
    this.hint = hint;
  }
}

/** What the workflow or the files of the repository ask for cannot be done: running again without a change fails again. */
export class ConfigurationError extends ActionError {
  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, hint, options);
    this.name = 'ConfigurationError';
  }
}

/** Returns the message of anything that was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : 'unknown error';
}
