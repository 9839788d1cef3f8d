import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { ActionError } from '../errors.ts';
import { canonicalJson } from './canonical-json.ts';

const PURPOSE = 'genesys-flow-action state v1';
const TRAILER = 'Genesys-Flow-State';

/** The place that the keys of an audit log hold for. */
export interface AuditPlace {
  /** `owner/name` of the repository. */
  readonly repository: string;
  readonly auditBranch: string;
  readonly environment: string;
}

/** What is sealed: the text of a state, and the commit that it was written on, so that no old state can be put back. */
export interface Sealed {
  /** The commit of the audit branch before the one that wrote the state. */
  readonly parent: string;
  readonly path: string;
  readonly text: string;
}

/** The last line of the message of a commit that writes a state. */
export interface Seal {
  /** Names the key without telling it: 16 hex digits. */
  readonly keyId: string;
  readonly mac: string;
}

/**
 * Seals states with a key that is derived from the OAuth client's secret (HKDF-SHA-256). Who can write to the repository,
 * but does not have the secret, can neither change a state nor put an earlier one back unnoticed.
 */
export class StateKey {
  readonly id: string;
  readonly #key: Buffer;

  constructor(clientSecret: string, { repository, auditBranch, environment }: AuditPlace) {
    const info = canonicalJson([PURPOSE, repository.toLowerCase(), auditBranch, environment]);
    const derived = Buffer.from(hkdfSync('sha256', clientSecret, '', info, 40));
    this.#key = derived.subarray(0, 32);
    this.id = derived.subarray(32).toString('hex');
  }

  /** The line for the message of the commit. */
  seal(sealed: Sealed): string {
    return `${TRAILER}: ${this.id} ${this.#mac(sealed)}`;
  }

  /** True if this key made the seal for just this state on just this commit. */
  matches({ keyId, mac }: Seal, sealed: Sealed): boolean {
    const [given, own] = [Buffer.from(mac, 'hex'), Buffer.from(this.#mac(sealed), 'hex')];
    return keyId === this.id && given.length === own.length && timingSafeEqual(given, own);
  }

  #mac({ parent, path, text }: Sealed): string {
    const digest = createHash('sha256').update(text).digest('hex');
    return createHmac('sha256', this.#key)
      .update(canonicalJson([parent, path, digest]))
      .digest('hex');
  }
}

/** The keys by environment, as far as they are known. */
export type StateKeys = (environment: string) => StateKey | undefined;

/** Reads the seal in the message of a commit; undefined if it has none. */
export function readSeal(message: string): Seal | undefined {
  const line = message.trimEnd().split('\n').at(-1) ?? '';
  const [, keyId, mac] = /^Genesys-Flow-State: ([0-9a-f]{16}) ([0-9a-f]{64})$/.exec(line) ?? [];
  return keyId === undefined || mac === undefined ? undefined : { keyId, mac };
}

/** A state on the audit branch that was not written by a run with this OAuth client, or was put back. */
export class UntrustedState extends ActionError {
  constructor(path: string, branch: string, head: string, why: string) {
    super(
      `the state ${path} on the branch ${branch} is not trusted: ${why}. Nothing was changed in the org`,
      `Check who changed the branch, with mode verify. If the secret of the OAuth client was rotated and verify finds no fault, run again with "expected-head: ${head}". See docs/audit-log.md.`,
    );
    this.name = 'UntrustedState';
  }
}
