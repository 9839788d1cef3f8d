import { isLoopback } from '../net/loopback.ts';
import { GenesysError } from './error.ts';

/** Where the pre-signed addresses of an org may point to. */
export interface TransferHosts {
  /** Host of the Genesys Cloud region, such as `mypurecloud.ie`. */
  readonly host: string;
  /** AWS region of that host, such as `eu-west-1`. */
  readonly region: string;
  readonly gateway: URL | undefined;
}

/** Headers that a pre-signed upload may ask for. Those of S3 itself begin with `x-amz-`. */
const HEADERS: ReadonlySet<string> = new Set([
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-md5',
  'content-type',
  'expires',
  'if-none-match',
]);
const MOST_HEADERS = 40;
/** AWS' own bound for the metadata of an object is 2 KB; its security tokens are up to 4 KB. */
const MOST_VALUE = 8192;

/**
 * A pre-signed address, checked: https, and a host of the Genesys Cloud region, of S3 in the same AWS region, or of the
 * gateway. Only a gateway on loopback may name plain http addresses, also on loopback. Throws a `GenesysError` otherwise.
 */
export function presignedUrl(address: string, hosts: TransferHosts): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && url.username === '' && url.password === '' && isAllowed(url, hosts)) return url.href;
  const host = url ? `${url.protocol}//${url.host}`.slice(0, 200) : 'no address';
  throw new GenesysError(
    0,
    'address',
    `Genesys Cloud named an address for the file that is not allowed (${host})`,
    `Nothing was sent there. Allowed: https at ${hosts.host}, at S3 in ${hosts.region}${hosts.gateway ? `, at ${hosts.gateway.hostname}` : ''}. Check "gateway-url".`,
  );
}

function isAllowed({ protocol, hostname, port }: URL, { host, region, gateway }: TransferHosts): boolean {
  if (protocol === 'http:')
    return gateway?.protocol === 'http:' && isLoopback(gateway.hostname) && isLoopback(hostname);
  if (protocol !== 'https:') return false;
  if (gateway && hostname === gateway.hostname) return true;
  if (port !== '') return false;
  return isBelow(hostname, host) || isS3(hostname, region);
}

function isBelow(hostname: string, host: string): boolean {
  return hostname === host || hostname.endsWith(`.${host}`);
}

/**
 * An S3 endpoint of an AWS region: its regional, dual-stack and dash spellings, and the global one, which AWS still signs
 * addresses for. A bucket name may stand in front.
 */
function isS3(hostname: string, region: string): boolean {
  const suffix = region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com';
  return [
    `s3.${region}.${suffix}`,
    `s3-${region}.${suffix}`,
    `s3.dualstack.${region}.${suffix}`,
    `s3.${suffix}`,
  ].some((endpoint) => isBelow(hostname, endpoint));
}

/**
 * The headers of a pre-signed upload, checked. A header that is left out breaks the signature, so one that is not allowed
 * is refused with a `GenesysError`.
 */
export function presignedHeaders(
  headers: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const checked: Record<string, string> = {};
  const entries = Object.entries(headers);
  for (const [name, value] of entries) {
    const known = HEADERS.has(name.toLowerCase()) || /^x-amz-[a-z0-9-]{1,100}$/i.test(name);
    const sound = typeof value === 'string' && value.length <= MOST_VALUE && /^[\t\x20-\x7e]*$/.test(value);
    if (!known || !sound || entries.length > MOST_HEADERS) {
      throw new GenesysError(
        0,
        'header',
        `Genesys Cloud asked for a header of the upload that is not allowed (${JSON.stringify(name.slice(0, 60))})`,
        'Nothing was uploaded. Check "gateway-url"; if it is right, report this to the maintainers of the action.',
      );
    }
    checked[name] = value;
  }
  return checked;
}
