import { ConfigurationError } from '../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that name a proxy; of a pair the first one that is set counts. */
const VARIABLES: readonly (readonly string[])[] = [
  ['https_proxy', 'HTTPS_PROXY'],
  ['http_proxy', 'HTTP_PROXY'],
];

/**
 * Throws a `ConfigurationError` if a variable for a proxy is not an address that both HTTP clients understand. The libraries would
 * connect directly, without a word. The value is not shown: it can have a password.
 */
export function requireProxyAddresses(environment: Environment): void {
  for (const names of VARIABLES) {
    const name = names.find((each) => environment[each]);
    if (name === undefined || parse(environment[name] ?? '')) continue;
    throw new ConfigurationError(
      `the variable ${name} is not the address of a proxy`,
      'Write http://host:port, or http://user:password@host:port with special characters of the password percent-encoded. SOCKS proxies are not supported.',
    );
  }
}

/** What of the variables for proxies must not be shown: passwords, and what is sent to the proxy. */
export function proxySecrets(environment: Environment): string[] {
  return VARIABLES.flat().flatMap((name) => {
    const url = parse(environment[name] ?? '');
    if (!url || url.password === '') return [];
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    return [password, url.password, Buffer.from(`${user}:${password}`).toString('base64')];
  });
}

/** The address of a proxy; undefined if the libraries would not use it as one. */
function parse(text: string): URL | undefined {
  // Without a scheme, they take only what is no URL at all, such as 10.0.0.1:3128.
  const hasScheme = /^https?:\/\//.test(text) || URL.canParse(text);
  const url = hasScheme ? text : `http://${text}`;
  if (text === '' || !/^https?:\/\//.test(url) || !URL.canParse(url)) return undefined;
  const found = new URL(url);
  try {
    decodeURIComponent(found.username + found.password);
  } catch {
    return undefined;
  }
  return found;
}
