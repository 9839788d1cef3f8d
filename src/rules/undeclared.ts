import type { Declaration } from '../architect/variables.ts';
import type { Path } from '../source/document.ts';
import { groupBy } from '../text/group-by.ts';
import { nearestName } from '../text/nearest.ts';

/** Variables of flows that the platform itself declares, by their names in lower case. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'flow.conversationid',
  'flow.holdprompt',
  'flow.id',
  'flow.invocationdata',
  'flow.istest',
  'flow.name',
  'flow.startdatetime',
  'flow.startdatetimeutc',
  'flow.type',
  'flow.version',
  'flow.wrapupcode',
]);

/** A variable that is not declared where it is named. */
export interface Undeclared {
  /** It is declared, but in a task or state that does not hold the place. */
  readonly elsewhere: boolean;
  /** The flow declares no variable of this kind (`flow.`, `task.`, …) at all. */
  readonly kindIsMissing: boolean;
  /** The declared name that was most likely meant. */
  readonly meant: string | undefined;
}

/** Looks up names among the declarations of a flow. */
export class Declared {
  readonly #byName: ReadonlyMap<string, readonly Declaration[]>;
  readonly #names: readonly string[];
  readonly #kinds: ReadonlySet<string>;

  constructor(declared: readonly Declaration[]) {
    this.#byName = groupBy(declared, ({ name }) => name.toLowerCase());
    this.#names = declared.map(({ name }) => name);
    this.#kinds = new Set(this.#names.map(kindOf));
  }

  /** What is wrong with a name at a place; undefined for a variable that can be named there. */
  problemOf(name: string, at: Path): Undeclared | undefined {
    const lower = name.toLowerCase();
    // Slots are declared with the language understanding of a bot, which is not read here.
    if (lower.startsWith('slot.') || BUILT_IN.has(lower)) return undefined;
    const declared = this.#byName.get(lower);
    if (declared && (!/^(?:task|state)\./.test(lower) || visible(declared, at).length > 0)) return undefined;
    return {
      elsewhere: declared !== undefined,
      kindIsMissing: !this.#kinds.has(kindOf(name)),
      meant: declared ? undefined : nearestName(name, this.#names),
    };
  }

  /** The declarations of a name that can be seen from a place. */
  at(name: string, at: Path): Declaration[] {
    return visible(this.#byName.get(name.toLowerCase()) ?? [], at);
  }
}

/** A task does not see the variables of another one. */
function visible(declared: readonly Declaration[], at: Path): Declaration[] {
  return declared.filter(({ scope }) => scope.every((step, depth) => at[depth] === step));
}

/** The scope of a variable, in lower case. */
export function kindOf(name: string): string {
  return name.slice(0, name.indexOf('.')).toLowerCase();
}

/** What is said of a variable that is not declared. */
export function undeclaredWords(
  name: string,
  { elsewhere, meant }: Undeclared,
): { readonly message: string; readonly hint: string; readonly meant: string | undefined } {
  return {
    message: elsewhere
      ? `Variable "${name}" belongs to another task or state than the one that names it`
      : `Variable "${name}" is not declared`,
    hint: meant === undefined ? DECLARE : `Did you mean "${meant}"?`,
    meant,
  };
}

/** What to do about variables of which not even the kind is declared. */
export const DECLARE = 'Declare it under "variables" of the flow, task or state.';
