import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Intent } from './intent.ts';

const PURPOSE = 'genesys-flow-action intent v1';

/** The place that a signature holds for. */
export interface IntentPlace {
  /** `owner/name` of the repository. */
  readonly repository: string;
  readonly auditBranch: string;
  readonly environment: string;
}

/**
 * Signs intents with a key that is derived from the OAuth client's secret (HKDF-SHA-256). Who can write to the repository,
 * but does not have the secret, can neither make an intent nor use one of another repository, branch or environment.
 */
export class IntentKey {
  readonly #key: Buffer;

  constructor(clientSecret: string, { repository, auditBranch, environment }: IntentPlace) {
    const info = canonicalJson([PURPOSE, repository.toLowerCase(), auditBranch, environment]);
    this.#key = Buffer.from(hkdfSync('sha256', clientSecret, '', info, 32));
  }

  /** HMAC-SHA-256 of the canonical form of an intent, in hex. */
  sign(intent: Intent): string {
    return createHmac('sha256', this.#key).update(canonicalJson(intent)).digest('hex');
  }

  /** True if this key made the signature. */
  matches(intent: Intent, mac: string): boolean {
    const [given, own] = [Buffer.from(mac, 'hex'), Buffer.from(this.sign(intent), 'hex')];
    return given.length === own.length && timingSafeEqual(given, own);
  }
}
