import type { Part } from './part.ts';

/** Numbers by which parts are compared. */
export interface Prints {
  /** For each part the parts that stand directly in it. */
  readonly children: readonly (readonly number[])[];
  /** The same number for parts that say the same, apart from the parts in them, and without their name. */
  readonly own: readonly number[];
  /** The same number for parts that say the same, with everything in them and without their name. */
  readonly whole: readonly number[];
  /** How much a part says: settings, references and parts. A part that says nothing is like any other. */
  readonly weight: readonly number[];
}

/** Makes prints that can be compared with each other: every text gets a number of its own. */
export class Printer {
  readonly #numbers = new Map<string, number>();

  /** The prints of parts, in which parents come first. Linear in the settings. */
  prints(parts: readonly Part[]): Prints {
    const children = parts.map((): number[] => []);
    for (const [at, { parent }] of parts.entries()) children[parent]?.push(at);
    const own: number[] = parts.map(() => 0);
    const whole: number[] = parts.map(() => 0);
    const weight: number[] = parts.map(() => 0);
    for (let at = parts.length - 1; at >= 0; at--) {
      const part = parts[at];
      if (!part) continue;
      const inside = (children[at] ?? []).map((each) => {
        const { slot = '', type = '', name = '' } = parts[each] ?? {};
        return `${slot}\0${type}\0${name}\0${whole[each]}`;
      });
      const lines = ownLines(part, parts);
      own[at] = this.#number(lines.join('\u0001'));
      whole[at] = this.#number([...lines, ...inside].join('\u0001'));
      weight[at] = part.settings.size + part.targets.length + inside.length;
    }
    return { children, own, whole, weight };
  }

  #number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

function ownLines({ settings, targets }: Part, parts: readonly Part[]): string[] {
  const lines = [...settings].map(([path, { value }]) => `${path}=${value}`);
  const ways = targets.map(({ field, part, rest }) => {
    const { kind = '', name = '' } = parts[part] ?? {};
    return `${field}>${kind} ${name} ${rest}`;
  });
  return [...lines.toSorted(), ...ways.toSorted()];
}
