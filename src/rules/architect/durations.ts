import type { ArchitectFlow } from '../../architect/read.ts';
import { entryOf } from '../../architect/value.ts';
import type { Variables } from '../../architect/variables.ts';
import { type Dictionary, dictionary } from '../../source/data.ts';
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
export function* durationsOf(flow: ArchitectFlow, variables: Variables): Generator<DurationSetting> {
  for (const [name, value] of Object.entries(flow.value))
    if (name.startsWith('settings')) yield* inSettings(name, dictionary(value), [flow.type.root, name]);
  for (const { kind, name: menu, value, at } of flow.containers) {
    if (kind !== 'menu') continue;
    for (const name of ['settingsMenu', 'settingsSpeechRec'])
      yield* inMap(name, `Menu "${menu}"`, dictionary(value[name]), [...at, name]);
  }
  for (const { name, type, settings, settingsAt } of variables.declared) {
    const at = [...settingsAt, 'initialValue'];
    if (type === 'duration')
      yield { words: `Variable "${name}"`, setting: settings.initialValue, at, range: ANY };
  }
  for (const { action } of flow.actions) {
    const words = `Action "${action.name}"`;
    yield* inMap(action.kind, words, action.value, action.at);
    const list = (field: string): readonly unknown[] => {
      const value = action.value[field];
      return Array.isArray(value) ? value : [];
    };
    for (const [index, setting] of list('specificRoundingIntervals').entries())
      yield {
        words: `${words}, rounding interval ${index + 1}`,
        setting,
        at: [...action.at, 'specificRoundingIntervals', index],
        range: FROM_ZERO,
      };
    for (const [index, item] of action.kind === 'updateData' ? list('statements').entries() : []) {
      const entry = entryOf(item);
      if (entry?.key === 'duration')
        yield {
          words,
          setting: entry.value.value,
          at: [...action.at, 'statements', index, entry.key, 'value'],
          range: ANY,
        };
    }
  }
}

function* inMap(holder: string, words: string, map: Dictionary, at: Path): Generator<DurationSetting> {
  for (const name of Object.keys(map)) {
    if (!NAMES.has(name)) continue;
    const key = `${holder}.${name}`;
    const range = (Object.hasOwn(RANGES, key) ? RANGES[key] : undefined) ?? FROM_ZERO;
    yield { words: `${words}, ${name}`, setting: map[name], at: [...at, name], range };
  }
}

/** Settings of a flow hold durations themselves, or one level deeper, by action: `settingsActionDefaults.collectInput`. */
function* inSettings(name: string, settings: Dictionary, at: Path): Generator<DurationSetting> {
  yield* inMap(name, name, settings, at);
  for (const [inner, value] of Object.entries(settings))
    if (!NAMES.has(inner)) yield* inMap(inner, `${name}, ${inner}`, dictionary(value), [...at, inner]);
}
