/** The `permissions:` of a job, by scope. A scope that is not named has none. */
export type Permissions = Readonly<Record<string, string>>;

/**
 * What the token of a run may do with a repository: write everything, read everything, write everything except pull requests,
 * which it may not even read, or what its job declares.
 */
export type TokenRights = 'write' | 'read' | 'no-pull-requests' | Permissions;

/** The scopes that allow an endpoint, by its path below the repository; one of them is enough. */
const SCOPES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/(?:git|contents|commits|compare|branches|tags)\b/, ['contents']],
  [/^\/deployments\b/, ['deployments']],
  // Comments of pull requests are comments of issues.
  [/^\/issues\b/, ['issues', 'pull-requests']],
  [/^\/pulls\b/, ['pull-requests']],
  [/^\/actions\b/, ['actions']],
  [/^\/check-(?:runs|suites)\b/, ['checks']],
  [/^\/code-scanning\b/, ['security-events']],
];

/** Whether a token may send a request to an endpoint below the repository. */
export function mayRequest(rights: TokenRights, method: string, path: string): boolean {
  const access = method === 'GET' ? 'read' : 'write';
  const scopes = SCOPES.find(([pattern]) => pattern.test(path))?.[1] ?? ['metadata'];
  return scopes.some((scope) => mayUse(rights, scope, access));
}

/** Whether a token has a permission. Everybody may read the metadata of the repository. */
export function mayUse(rights: TokenRights, scope: string, access: 'read' | 'write'): boolean {
  if (rights === 'write' || (access === 'read' && (rights === 'read' || scope === 'metadata'))) return true;
  if (rights === 'no-pull-requests') return scope !== 'pull-requests';
  if (rights === 'read') return false;
  return rights[scope] === 'write' || (access === 'read' && rights[scope] === 'read');
}
