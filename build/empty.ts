/** Stands in for parts of packages that the action never calls. */
export class OidcClient {}
export const summary = undefined;
export const markdownSummary = undefined;
