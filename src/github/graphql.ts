/** One error of a GraphQL answer. GitHub answers 200 and puts errors into the body. */
export interface GraphqlError {
  readonly type?: string;
  readonly message?: string;
}

/** The status that GitHub's REST API has for the same error. */
const STATUS: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
};

/** The errors of a GraphQL answer that Octokit threw; undefined where something else was thrown. */
export function graphqlErrors(thrown: unknown): readonly GraphqlError[] | undefined {
  return (thrown as { errors?: readonly GraphqlError[] }).errors;
}

/** The errors of a GraphQL answer as the error that Octokit throws for a REST call; 422 where none has a status of its own. */
export function asRestError(errors: readonly GraphqlError[]): Error {
  const said = errors.map(({ message }) => message ?? '').join('; ');
  const status = errors.map(({ type = '' }) => STATUS[type]).find((each) => each !== undefined) ?? 422;
  return Object.assign(new Error(said), { status, response: { headers: {}, data: { message: said } } });
}
