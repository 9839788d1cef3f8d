import { textOf } from '../architect/value.ts';
import { dictionary } from '../source/data.ts';
import { counted } from '../text/plural.ts';
import type { Context } from './change.ts';
import type { Part } from './part.ts';
import { goesTo, optionName, partName, targetName } from './parts-words.ts';
import { pairTexts, settingPairs } from './setting-sentences.ts';
import { clipped, was } from './words.ts';

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
/** Settings of an option that say where it goes. */
const DESTINATION = /^(?:target|transfer|phoneNumber|destination)/;

/** Sentences about an option of a menu: what a caller gets for a key. */
export function optionSentences(context: Context): readonly string[] {
  const { difference, change } = context;
  const [old, fresh] = [difference.before[change.before], difference.after[change.after]];
  if (fresh && change.kind === 'added') {
    const to = goesTo(difference.after, fresh);
    const name = fresh.name === '' || optionName(fresh).includes('"') ? '' : `: ${fresh.name}`;
    return [`new ${optionName(fresh)}${name}${leads(to, fresh.name)}`];
  }
  if (!fresh || !old)
    return old ? [`${optionName(old)} is removed${old.name === '' ? '' : ` (${old.name})`}`] : [];
  const [before, after] = [goesTo(difference.before, old), goesTo(difference.after, fresh)];
  const key = (part: Part) => textOf(part.value.dtmf).replace('digit_', '');
  const rekeyed = key(old) !== key(fresh);
  const found: string[] = [];
  if (rekeyed)
    found.push(`option ${partName(fresh)} is now on ${keyWords(key(fresh))} (was ${keyWords(key(old))})`);
  if (change.renamed)
    found.push(`${optionName(fresh)} is now called ${partName(fresh)} (was ${partName(old)})`);
  const led = change.retyped || change.targets.length > 0 || before !== after;
  const same = change.targets.length === 0 && before === after;
  if (led && !same)
    found.push(
      `${optionName(fresh)} now ${verb(after)} (was ${before === after ? 'another' : wasWords(before)}${before === after ? ` ${after}` : ''})`,
    );
  if (change.moved && found.length === 0) found.push(`${optionName(fresh)} moved here`);
  const rest = settingPairs(
    context,
    (path) => path[0] === 'dtmf' || (led && DESTINATION.test(path[0] ?? '')),
  );
  return [...found, ...pairTexts(`${optionName(fresh)}: `, rest)];
}

function keyWords(key: string): string {
  return key === '' ? 'no key' : `key ${key}`;
}

function leads(to: string, name: string): string {
  if (to === '' || to === 'its own steps' || to === name) return '';
  return to === 'hang up' ? ' (hangs up)' : ` (goes to ${to})`;
}

/** `goes to Billing`, `hangs up`, `runs its own steps`. */
export function verb(to: string): string {
  if (to === 'hang up') return 'hangs up';
  if (to === 'its own steps') return 'runs its own steps';
  return `goes to ${to === '' ? 'nothing' : to}`;
}

function wasWords(before: string): string {
  return before === '' ? 'nothing' : before;
}

/** Sentences about a menu: what it says, and what happens to a caller who keeps silent. */
export function menuSentences(context: Context): readonly string[] {
  const { difference, change } = context;
  const [old, fresh] = [difference.before[change.before], difference.after[change.after]];
  const options = (parts: readonly Part[], at: number) =>
    parts.filter(({ parent, kind }) => parent === at && kind === 'choice').length;
  if (!old || change.kind === 'added')
    return [`new menu with ${counted(options(difference.after, change.after), 'option')}`];
  if (!fresh)
    return [`the menu is removed, with ${counted(options(difference.before, change.before), 'option')}`];
  const noInput = change.targets.find(({ field }) => field === 'defaultChildMenuRef');
  const isSilent = (path: readonly string[]) => path[0] === 'defaultChildMenuRef';
  const found: string[] = [];
  if (change.renamed) found.push(`the menu is now called ${partName(fresh)} (was ${partName(old)})`);
  if (noInput || change.settings.some(({ path }) => isSilent(path))) {
    const before = noInput?.before ? targetName(difference.before, noInput.before) : 'hang up';
    const after = noInput?.after ? targetName(difference.after, noInput.after) : 'hang up';
    found.push(`silence${timesWords(fresh, difference.after)} now ${verb(after)} (was: ${before})`);
  }
  const pairs = settingPairs(context, isSilent);
  for (const pair of pairs) {
    if (pair.path[0] !== 'audio' || pair.path.length !== 1) continue;
    const [before, after] = clipped(pair.before, pair.after);
    found.push(after === 'not set' ? `says nothing now${was(before)}` : `now says ${after}${was(before)}`);
  }
  return [
    ...found,
    ...pairTexts(
      '',
      pairs.filter(({ path }) => path[0] !== 'audio' || path.length !== 1),
    ),
  ];
}

/** How often a caller may keep silent, where the file says it: ` three times`. */
function timesWords(menu: Part, parts: readonly Part[]): string {
  const own = dictionary(dictionary(menu.value.settingsMenu).repeatCount).lit;
  const flow = dictionary(dictionary(parts[0]?.value.settingsMenu).repeatCount).lit;
  const count = typeof own === 'number' ? own : flow;
  if (typeof count !== 'number' || count < 1) return '';
  return count === 1 ? ' once' : ` ${NUMBERS[count] ?? count} times`;
}
