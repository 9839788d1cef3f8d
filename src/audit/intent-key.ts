import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Intent } from './intent.ts';
import { type AuditPlace, StateKey } from './state-seal.ts';

const PURPOSE = 'genesys-flow-action intent v1';

/**
 * Signs intents with a key that is derived from the OAuth client's secret (HKDF-SHA-256). A user who can write to the
 * repository but does not have the secret can neither make an intent nor use one of another repository, branch or environment.
 */
export class IntentKey {
  readonly #key: Buffer;
  /** Seals the states of the same place. */
  readonly state: StateKey;

  constructor(clientSecret: string, place: AuditPlace) {
    const { repository, auditBranch, environment } = place;
    this.state = new StateKey(clientSecret, place);
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
