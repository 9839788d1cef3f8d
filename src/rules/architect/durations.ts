import type { ArchitectFlow } from '../../architect/read.ts';
import type { Action } from '../../architect/sequence.ts';
import { entryOf } from '../../architect/value.ts';
import type { Variables } from '../../architect/variables.ts';
import { type Dictionary, dictionary, isDictionary } from '../../source/data.ts';
import type { Path } from '../../source/document.ts';

/** What Architect's editor offers for a duration, in milliseconds. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** A setting that holds a duration. */
export interface DurationSetting {
  /** What it is, for messages: `Action "Wait", duration`. */
  readonly words: string;
  readonly setting: unknown;
  readonly at: Path;
  readonly range: Range;
}

const ANY: Range = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
const FROM_ZERO: Range = { least: 0, most: Number.POSITIVE_INFINITY };
const SECOND = 1000;

/** Settings of actions and flows that hold a duration, wherever they stand. */
const NAMES: ReadonlySet<string> = new Set([
  'completeMatchTimeout',
  'connectTimeout',
  'duration',
  'extensionDialingMaxDelay',
  'incompleteMatchTimeout',
  'interDigitTimeout',
  'maxSpeechLengthTimeout',
  'menuSelectionTimeout',
  'noEntryTimeout',
  'noInputsTimeout',
  'roundingInterval',
  'timeout',
  'voiceEndOfInputTimeout',
]);

/** Ranges by what holds the setting (an action, or settings of a menu or flow) and the setting's name. */
const RANGES: Readonly<Record<string, Range>> = {
  'collectInput.interDigitTimeout': { least: SECOND, most: 99 * SECOND },
  'collectInput.noEntryTimeout': { least: SECOND, most: 99 * SECOND },
  'holdMusic.duration': { least: 0, most: 900 * SECOND },
  'settingsMenu.menuSelectionTimeout': { least: 0, most: 60 * SECOND },
  'settingsSpeechRec.completeMatchTimeout': { least: 100, most: 20 * SECOND },
  'settingsSpeechRec.incompleteMatchTimeout': { least: 100, most: 20 * SECOND },
  'settingsSpeechRec.maxSpeechLengthTimeout': { least: 100, most: 40 * SECOND },
};

/** Every setting of a flow that holds a duration: of actions, menus, the flow itself, variables and statements. */
export function durationsOf(flow: ArchitectFlow, variables: Variables): DurationSetting[] {
  const found: DurationSetting[] = [];
  for (const [name, value] of Object.entries(flow.value))
    if (name.startsWith('settings')) addSettings(found, name, dictionary(value), [flow.type.root, name]);
  for (const { kind, name: menu, value, at } of flow.containers) {
    if (kind !== 'menu') continue;
    for (const name of ['settingsMenu', 'settingsSpeechRec'])
      addMap(found, name, `Menu "${menu}"`, dictionary(value[name]), [...at, name]);
  }
  for (const { name, type, settings, settingsAt } of variables.declared) {
    if (type !== 'duration') continue;
    const at = [...settingsAt, 'initialValue'];
    found.push({ words: `Variable "${name}"`, setting: settings.initialValue, at, range: ANY });
  }
  for (const { action } of flow.actions) {
    const words = `Action "${action.name}"`;
    addMap(found, action.kind, words, action.value, action.at);
    addIntervals(found, words, action);
    if (action.kind === 'updateData') addStatements(found, words, action);
  }
  return found;
}

function addIntervals(found: DurationSetting[], words: string, { value, at }: Action): void {
  const { specificRoundingIntervals: list } = value;
  if (!Array.isArray(list)) return;
  for (const [index, setting] of list.entries())
    found.push({
      words: `${words}, rounding interval ${index + 1}`,
      setting,
      at: [...at, 'specificRoundingIntervals', index],
      range: FROM_ZERO,
    });
}

function addStatements(found: DurationSetting[], words: string, { value, at }: Action): void {
  const { statements } = value;
  if (!Array.isArray(statements)) return;
  for (const [index, item] of statements.entries()) {
    const entry = entryOf(item);
    if (entry?.key !== 'duration') continue;
    const path = [...at, 'statements', index, entry.key, 'value'];
    found.push({ words, setting: entry.value.value, at: path, range: ANY });
  }
}

function addMap(found: DurationSetting[], holder: string, words: string, map: Dictionary, at: Path): void {
  for (const name of Object.keys(map)) {
    if (!NAMES.has(name)) continue;
    const key = `${holder}.${name}`;
    const range = (Object.hasOwn(RANGES, key) ? RANGES[key] : undefined) ?? FROM_ZERO;
    found.push({ words: `${words}, ${name}`, setting: map[name], at: [...at, name], range });
  }
}

/** Settings of a flow hold durations themselves, or one level deeper, by action: `settingsActionDefaults.collectInput`. */
function addSettings(found: DurationSetting[], name: string, settings: Dictionary, at: Path): void {
  addMap(found, name, name, settings, at);
  for (const [inner, value] of Object.entries(settings))
    if (isDictionary(value) && !NAMES.has(inner))
      addMap(found, inner, `${name}, ${inner}`, value, [...at, inner]);
}
