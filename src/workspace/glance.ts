import { type FlowHeader, readHeader } from '../flow/flow-header.ts';
import { isPlainlyFlow } from './discover.ts';
import type { FileStore } from './file-store.ts';

/** What can be seen of a YAML file without parsing it. */
export interface Glance {
  /** True for Architect YAML that can be recognized by its first lines. */
  readonly isFlow: boolean;
  /** Type and name of the flow; undefined where that takes a full reading. */
  readonly header: FlowHeader | undefined;
  readonly holdsTokens: boolean;
}

/**
 * Looks at each YAML file once and keeps what it saw in place of the bytes: those of 10,000 flows that a change does not touch
 * would take most of the memory. A file that has to be read in full after all is read again.
 */
export class Glances {
  readonly #store: FileStore;
  readonly #seen = new Map<string, Glance>();

  constructor(store: FileStore) {
    this.#store = store;
  }

  /** Undefined for a file that may not be read. */
  async of(file: string): Promise<Glance | undefined> {
    const known = this.#seen.get(file);
    if (known) return known;
    const loaded = await this.#store.load(file);
    if (!loaded.ok) return undefined;
    const glance = glanceAt(loaded.bytes);
    this.#seen.set(file, glance);
    if (glance.header) this.#store.forget(file);
    return glance;
  }
}

function glanceAt(bytes: Uint8Array): Glance {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  // Text that was not UTF-8, and parts in other files.
  const isPlain = !text.includes('\ufffd') && !text.includes('#/');
  return {
    isFlow: isPlainlyFlow(bytes),
    header: isPlain ? readHeader(text) : undefined,
    holdsTokens: text.includes('{{'),
  };
}
