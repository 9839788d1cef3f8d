import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { ActionError } from '../errors.ts';
import { canonicalJson } from './canonical-json.ts';

const PURPOSE = 'genesys-flow-action state v1';
const TRAILER = 'Genesys-Flow-State';

/** The audit log that a key is valid for. */
export interface AuditPlace {
  /** `owner/name` of the repository. */
  readonly repository: string;
  readonly auditBranch: string;
  readonly environment: string;
}

/** What a seal covers: the text of a state and its parent commit. So an earlier state cannot be written again with its old seal. */
export interface Sealed {
  /** The commit of the audit branch before the one that wrote the state. */
  readonly parent: string;
  readonly path: string;
  readonly text: string;
}

/** The last line of the message of a commit that writes a state. */
export interface Seal {
  /** Identifies the key without revealing it: 16 hex digits. */
  readonly keyId: string;
  readonly mac: string;
}

/**
 * Seals states with a key that is derived from the OAuth client's secret (HKDF-SHA-256). A user who can write to the
 * repository but does not have the secret can neither change a state nor restore an earlier one without being detected.
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

  /** The line that ends the commit message. */
  seal(sealed: Sealed): string {
    return `${TRAILER}: ${this.id} ${this.#mac(sealed)}`;
  }

  /** True if this key made the seal for exactly this state on exactly this parent commit. */
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

/** Returns the key of an environment; undefined if it is not known. */
export type StateKeys = (environment: string) => StateKey | undefined;

/** The keys of all environments on one audit branch; without a secret none is known. */
export function stateKeys(clientSecret: string, branch: Omit<AuditPlace, 'environment'>): StateKeys {
  if (clientSecret === '') return () => undefined;
  const keys = new Map<string, StateKey>();
  return (environment) => {
    const key = keys.get(environment) ?? new StateKey(clientSecret, { ...branch, environment });
    keys.set(environment, key);
    return key;
  };
}

/** Reads the seal in the message of a commit; undefined if it has none. */
export function readSeal(message: string): Seal | undefined {
  const line = message.trimEnd().split('\n').at(-1) ?? '';
  const [, keyId, mac] = /^Genesys-Flow-State: ([0-9a-f]{16}) ([0-9a-f]{64})$/.exec(line) ?? [];
  return keyId === undefined || mac === undefined ? undefined : { keyId, mac };
}

/** A state on the audit branch that no run with this OAuth client wrote, or an earlier one that was restored by another tool. */
export class UntrustedState extends ActionError {
  constructor(path: string, branch: string, head: string, why: string) {
    super(
      `the state ${path} on the branch ${branch} is not trusted: ${why}. Nothing was changed in the org`,
      `Run mode verify to see who changed the branch. If verify has no findings and the secret of the OAuth client was rotated, run again with "expected-head: ${head}". See docs/how-to/untrusted-audit-log.md.`,
    );
    this.name = 'UntrustedState';
  }
}
