import { groupBy } from '../text/group-by.ts';
import { trustworthyIds } from './ids.ts';
import type { Part } from './part.ts';
import { Printer, type Prints } from './prints.ts';

/** Which part of the later version each part of the earlier one is, and the other way round; -1 where it is gone or new. */
export interface Match {
  readonly toAfter: Int32Array;
  readonly toBefore: Int32Array;
}

/** A text that parts share which may be the same; undefined for a part that this text says nothing of. */
type KeyOf = (part: Part, at: number, prints: Prints) => string | undefined;

const sameText: KeyOf = (part, at, { whole }) => `${part.kind} ${part.type} ${part.name}\0${whole[at]}`;
/** The same but for what stands in them. */
const sameShell: KeyOf = (part, at, { own }) => `${part.kind} ${part.type} ${part.name}\0${own[at]}`;
const sameName: KeyOf = (part) => (part.name === '' ? undefined : `${part.kind} ${part.type}\0${part.name}`);
/** A choice of another kind is the same one if its name or its key is. */
const sameChoice: KeyOf = (part) => (part.kind === 'choice' && part.name !== '' ? part.name : undefined);
const sameKey: KeyOf = ({ kind, value }) =>
  kind === 'choice' && typeof value.dtmf === 'string' ? value.dtmf : undefined;
const sameContent: KeyOf = (part, at, { whole, weight }) =>
  (weight[at] ?? 0) > 0 ? `${part.kind} ${part.type}\0${whole[at]}` : undefined;
const sameKind: KeyOf = (part) => `${part.kind} ${part.type}`;
const inSlot =
  (key: KeyOf): KeyOf =>
  (part, at, prints) => {
    const text = key(part, at, prints);
    return text === undefined ? undefined : `${part.slot}\0${text}`;
  };

/** What distinguishes parts of the same parent apart, the surest first. */
const EXACT: readonly KeyOf[] = [inSlot(sameText), sameText];
const AMONG_SIBLINGS: readonly KeyOf[] = [
  ...EXACT,
  inSlot(sameName),
  sameName,
  sameChoice,
  sameKey,
  inSlot(sameContent),
  sameContent,
];
/** What distinguishes parts apart wherever they are. */
const ANYWHERE: readonly KeyOf[] = [sameText, sameName, sameContent];

/**
 * Finds the parts of the earlier version in the later one: by ids, where these can be trusted, then by name, content and neighbours.
 * A part that was renamed, changed or moved is the same part. Linear in the parts, but for those that look alike.
 */
export function matchParts(before: readonly Part[], after: readonly Part[]): Match {
  return new Matcher(before, after).match();
}

class Matcher {
  readonly #before: readonly Part[];
  readonly #after: readonly Part[];
  readonly #old: Prints;
  readonly #fresh: Prints;
  readonly #toAfter: Int32Array;
  readonly #toBefore: Int32Array;

  constructor(before: readonly Part[], after: readonly Part[]) {
    this.#before = before;
    this.#after = after;
    const printer = new Printer();
    this.#old = printer.prints(before);
    this.#fresh = printer.prints(after);
    this.#toAfter = new Int32Array(before.length).fill(-1);
    this.#toBefore = new Int32Array(after.length).fill(-1);
  }

  match(): Match {
    this.#pair(0, 0);
    const twins = this.#twins();
    for (const [old, fresh] of trustworthyIds(this.#before, this.#after, (at) => twins[at] ?? -1))
      this.#pair(old, fresh);
    // What is unchanged is found first, also elsewhere, so that nothing else is taken for it.
    this.#downward(EXACT);
    this.#byKey(this.#free(this.#toAfter), this.#free(this.#toBefore), sameText, true);
    this.#downward();
    for (const key of ANYWHERE) {
      this.#byKey(this.#free(this.#toAfter), this.#free(this.#toBefore), key, true);
      this.#downward();
    }
    this.#byNeighbours();
    this.#downward();
    return { toAfter: this.#toAfter, toBefore: this.#toBefore };
  }

  /** For each part of the earlier version the only one of the later that says the same under the same name; -1 for none. */
  #twins(): number[] {
    const found = new Map<string, number>();
    for (const [at, part] of this.#after.entries()) {
      const text = sameText(part, at, this.#fresh) ?? '';
      found.set(text, found.has(text) ? -1 : at);
    }
    return this.#before.map((part, at) => found.get(sameText(part, at, this.#old) ?? '') ?? -1);
  }

  #pair(old: number, fresh: number): void {
    if (this.#toAfter[old] !== -1 || this.#toBefore[fresh] !== -1) return;
    this.#toAfter[old] = fresh;
    this.#toBefore[fresh] = old;
  }

  #free(matched: Int32Array): number[] {
    const free: number[] = [];
    for (const [at, other] of matched.entries()) if (other === -1) free.push(at);
    return free;
  }

  /** Matches the parts in parts that are matched, from the outside in. Parents come before the parts in them. */
  #downward(keys: readonly KeyOf[] = AMONG_SIBLINGS): void {
    for (const [old, fresh] of this.#toAfter.entries()) {
      if (fresh === -1) continue;
      const [below, beside] = [this.#old.children[old] ?? [], this.#fresh.children[fresh] ?? []];
      this.#ends(below, beside);
      for (const key of keys) {
        const mine = below.filter((at) => this.#toAfter[at] === -1);
        const theirs = beside.filter((at) => this.#toBefore[at] === -1);
        if (mine.length === 0 || theirs.length === 0) break;
        this.#byKey(mine, theirs, key, false);
      }
    }
  }

  /** Pairs parts that are the same from the beginning and from the end of a list, whatever looks like them between. */
  #ends(below: readonly number[], beside: readonly number[]): void {
    const theirs = groupBy(beside, (at) => this.#after[at]?.slot);
    for (const [slot, mine] of groupBy(below, (at) => this.#before[at]?.slot)) {
      const same = theirs.get(slot) ?? [];
      const shared = Math.min(mine.length, same.length);
      const pair = (old: number | undefined, fresh: number | undefined): boolean => {
        if (old === undefined || fresh === undefined) return false;
        if (this.#toAfter[old] === fresh) return true;
        const [part, other] = [this.#before[old], this.#after[fresh]];
        if (!part || !other || this.#toAfter[old] !== -1 || this.#toBefore[fresh] !== -1) return false;
        if (sameShell(part, old, this.#old) !== sameShell(other, fresh, this.#fresh)) return false;
        this.#pair(old, fresh);
        return true;
      };
      let first = 0;
      while (first < shared && pair(mine[first], same[first])) first++;
      for (let last = 1; last <= shared - first && pair(mine.at(-last), same.at(-last)); last++);
    }
  }

  /** Pairs parts with the same key; `once`: only where each of them is the only one. */
  #byKey(old: readonly number[], fresh: readonly number[], key: KeyOf, once: boolean): void {
    const group = (list: readonly number[], parts: readonly Part[], prints: Prints) => {
      const groups = new Map<string, number[]>();
      for (const at of list) {
        const part = parts[at];
        const text = part && key(part, at, prints);
        if (text === undefined) continue;
        const known = groups.get(text);
        if (known) known.push(at);
        else groups.set(text, [at]);
      }
      return groups;
    };
    const theirs = group(fresh, this.#after, this.#fresh);
    for (const [text, mine] of group(old, this.#before, this.#old)) {
      const same = theirs.get(text) ?? [];
      if (once && (mine.length !== 1 || same.length !== 1)) continue;
      for (const [at, each] of mine.entries()) {
        const other = same[at];
        if (other !== undefined) this.#pair(each, other);
      }
    }
  }

  /** Pairs parts of one kind that stand between the same parts, or that are the only ones of their kind in the same place. */
  #byNeighbours(): void {
    for (const [old, fresh] of this.#toAfter.entries()) {
      if (fresh === -1) continue;
      const [below, beside] = [this.#old.children[old] ?? [], this.#fresh.children[fresh] ?? []];
      const mine = below.filter((at) => this.#toAfter[at] === -1);
      const theirs = beside.filter((at) => this.#toBefore[at] === -1);
      if (mine.length === 0 || theirs.length === 0) continue;
      const after = new Map(theirs.map((at) => [this.#place(at, beside, this.#after, undefined), at]));
      for (const at of mine) {
        const other = after.get(this.#place(at, below, this.#before, this.#toAfter));
        if (other !== undefined && this.#before[at]?.kind !== 'variable') this.#pair(at, other);
      }
      const left = mine.filter((at) => this.#toAfter[at] === -1);
      this.#byKey(
        left,
        theirs.filter((at) => this.#toBefore[at] === -1),
        inSlot(sameKind),
        true,
      );
    }
  }

  /** The kind of a part with the parts before and after it, by their index in the later version. */
  #place(
    at: number,
    siblings: readonly number[],
    parts: readonly Part[],
    toAfter: Int32Array | undefined,
  ): string {
    const slot = parts[at]?.slot;
    const beside = siblings.filter((each) => parts[each]?.slot === slot);
    const own = beside.indexOf(at);
    const name = (index: number) => {
      const each = beside[index];
      return each === undefined ? 'edge' : String(toAfter ? toAfter[each] : each);
    };
    const part = parts[at];
    return `${part?.kind} ${part?.type} ${name(own - 1)} ${name(own + 1)}`;
  }
}
