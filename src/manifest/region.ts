import { nearestName } from '../text/nearest.ts';
import { describe } from './schema.ts';

/** A Genesys Cloud region: the AWS region's name and the host below which its services answer. */
export interface Region {
  readonly name: string;
  readonly host: string;
}

/** AWS region to host, from PureCloudRegionHosts of the platform's JavaScript SDK 262. */
const HOSTS: Readonly<Record<string, string>> = {
  'us-east-1': 'mypurecloud.com',
  'us-east-2': 'use2.us-gov-pure.cloud',
  'us-west-2': 'usw2.pure.cloud',
  'ca-central-1': 'cac1.pure.cloud',
  'mx-central-1': 'mxc1.pure.cloud',
  'sa-east-1': 'sae1.pure.cloud',
  'eu-west-1': 'mypurecloud.ie',
  'eu-west-2': 'euw2.pure.cloud',
  'eu-central-1': 'mypurecloud.de',
  'eu-central-2': 'euc2.pure.cloud',
  'eusc-de-east-1': 'edee1.eusc-pure.cloud',
  'me-central-1': 'mec1.pure.cloud',
  'ap-south-1': 'aps1.pure.cloud',
  'ap-southeast-1': 'apse1.pure.cloud',
  'ap-southeast-2': 'mypurecloud.com.au',
  'ap-northeast-1': 'mypurecloud.jp',
  'ap-northeast-2': 'apne2.pure.cloud',
  'ap-northeast-3': 'apne3.pure.cloud',
};

const REGIONS: readonly Region[] = Object.entries(HOSTS).map(([name, host]) => ({ name, host }));

/** What a region text means: a region, perhaps with a remark, or the reason why it means none. */
export type RegionReading =
  | { readonly region: Region; readonly remark?: string }
  | { readonly region?: undefined; readonly message: string; readonly hint: string };

/**
 * Reads an AWS region name or a Genesys Cloud host, `api.`, `login.` and `apps.` in front of it included. A text such
 * as `us-east-1.example.com` is read as its region, with a remark; a host that is not Genesys' own is never contacted.
 */
export function readRegion(text: string): RegionReading {
  const wanted = text.trim().toLowerCase();
  const exact = REGIONS.find(
    ({ name, host }) => wanted === name || wanted.replace(/^(api|login|apps)\./, '') === host,
  );
  if (exact) return { region: exact };
  const prefix = REGIONS.find(({ name }) => wanted.startsWith(`${name}.`));
  if (prefix) {
    return {
      region: prefix,
      remark: `${describe(text)} is not a Genesys Cloud host; read as ${prefix.name} (${prefix.host})`,
    };
  }
  const near = nearestName(wanted, [...REGIONS.map(({ name }) => name), ...REGIONS.map(({ host }) => host)]);
  return {
    message: `${describe(text)} is not a region of Genesys Cloud`,
    hint: near ? `Did you mean "${near}"?` : `Known regions: ${REGIONS.map(({ name }) => name).join(', ')}.`,
  };
}
