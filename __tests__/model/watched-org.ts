import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { type Actor, Org, type StoredFlow } from '../../sandbox/genesys/org.ts';
import { canonical } from '../../src/architect/canonical.ts';

/** That a version went live. */
export interface WentLive {
  readonly flow: StoredFlow;
  readonly version: string;
  readonly at: number;
  /** A person did it; else a client of the API. */
  readonly person: boolean;
}

/** An org that remembers everything that was ever live, and who did it. */
export class WatchedOrg extends Org {
  readonly live: WentLive[] = [];

  override publish(type: string, name: string, yaml: string, by: Actor): StoredFlow {
    const flow = super.publish(type, name, yaml, by);
    this.#note(flow, flow.published ?? '', by.user !== undefined);
    return flow;
  }

  override publishAgain(flow: StoredFlow, version: string, by: Actor): string | undefined {
    const live = super.publishAgain(flow, version, by);
    if (live !== undefined) this.#note(flow, live, by.user !== undefined);
    return live;
  }

  /** Whether a version was ever live. */
  wasLive(flow: StoredFlow, version: string): boolean {
    return this.live.some((each) => each.flow === flow && each.version === version);
  }

  #note(flow: StoredFlow, version: string, person: boolean): void {
    this.live.push({ flow, version, at: this.clock.now(), person });
  }
}

/** The text of a version. */
export function yamlOf(flow: StoredFlow, version: string | undefined): string | undefined {
  return flow.versions.find(({ id }) => id === version)?.yaml;
}

/** SHA-256 of the text of a version, in hex. */
export function digestOf(flow: StoredFlow, version: string | undefined): string | undefined {
  const yaml = yamlOf(flow, version);
  return yaml === undefined ? undefined : createHash('sha256').update(yaml).digest('hex');
}

/** Two versions say the same. */
export function sameContent(flow: StoredFlow, a: string | undefined, b: string | undefined): boolean {
  const [first, second] = [yamlOf(flow, a), yamlOf(flow, b)];
  if (first === undefined || second === undefined) return first === second;
  return first === second || nameless(first) === nameless(second);
}

/** Under which name a version goes live again is not what it says; the names of its parts differ by more than that, too. */
function nameless(yaml: string): string {
  return canonical(parse(yaml, (key, value: unknown) => (key === 'name' ? '' : value)));
}
