import { Decimal } from './decimal.ts';
import type { Assume } from './number.ts';
import { UnknownResult } from './run-time-error.ts';
import type { Value, ValueOf } from './value.ts';

/** True if two values of one type are equal; Integers and Decimals count as one. */
export function equal(a: Value, b: Value, assume: Assume, ignoreCase = false): boolean {
  if (a.kind === 'notSet' || b.kind === 'notSet') return a.kind === b.kind;
  if (a.kind === 'list' && b.kind === 'list')
    return (
      a.items.length === b.items.length &&
      a.items.every((item, index) => {
        const other = b.items[index];
        return other !== undefined && equal(item, other, assume, ignoreCase);
      })
    );
  if (isNumber(a) && isNumber(b)) return new Decimal(a.value).equals(b.value);
  if (a.kind !== b.kind) throw new UnknownResult('These values cannot be compared here');
  return equalOfKind(a, b, assume, ignoreCase);
}

function isNumber(value: Value): value is ValueOf<'int'> | ValueOf<'dec'> {
  return value.kind === 'int' || value.kind === 'dec';
}

function equalOfKind(a: Value, b: Value, assume: Assume, ignoreCase: boolean): boolean {
  if (a.kind === 'str' && b.kind === 'str')
    return a.value === b.value || (ignoreCase && fold(a.value) === fold(b.value));
  if (a.kind === 'cur' && b.kind === 'cur')
    return a.code === b.code && (a.amount && b.amount ? a.amount.equals(b.amount) : a.amount === b.amount);
  if (a.kind === 'object' && b.kind === 'object') return sameObject(a, b, assume);
  const [left, right] = [identityOf(a), identityOf(b)];
  if (left === undefined || right === undefined)
    throw new UnknownResult('These values cannot be compared here');
  return left === right;
}

/** What a value is equal by, where that is one thing; undefined for values that cannot be compared here. */
function identityOf(value: Value): string | number | boolean | undefined {
  switch (value.kind) {
    case 'bln':
      return value.value;
    case 'dtm':
      return value.seconds;
    case 'dur':
      return value.milliseconds;
    case 'phn':
      return value.number.uri;
    case 'pmt':
      return `${value.system}.${value.name}`;
    default:
      return undefined;
  }
}

/** Objects are one if their ids are; without ids, if their names are. */
function sameObject(a: ValueOf<'object'>, b: ValueOf<'object'>, assume: Assume): boolean {
  const id = [a.properties.id, b.properties.id];
  const [left, right] = id.every((each) => each) ? id : [a.properties.name, b.properties.name];
  if (!left || !right) throw new UnknownResult('What these objects are is not known here');
  if (!id.every((each) => each)) assume('org-object');
  return equal(left, right, assume, true);
}

/** A text for comparisons that ignore case; as long as the text itself. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  // Some letters become two: those stay as they are, so that indexes keep their meaning.
  return Array.from(text, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join('');
}

let exact: Intl.Collator | undefined;
let folded: Intl.Collator | undefined;

/** -1, 0 or 1, in linguistic order: `"hello"` comes before `"Hello"`. */
export function compareTexts(a: string, b: string, ignoreCase = false): number {
  exact ??= new Intl.Collator('en', { sensitivity: 'variant' });
  folded ??= new Intl.Collator('en', { sensitivity: 'accent' });
  return Math.sign((ignoreCase ? folded : exact).compare(a, b));
}
