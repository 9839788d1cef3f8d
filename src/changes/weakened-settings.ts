import type { Severity } from '../findings/finding.ts';
import type { RulesById } from '../findings/rule-meta.ts';
import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { layer, stack, valueAt } from '../source/layers.ts';
import { counted } from '../text/plural.ts';

/** What weakens the check of a flow, as a line of text, and where it stands in the file. */
export interface Weakening {
  readonly path: Path;
  readonly text: string;
}

/** The files that settings come from: the configuration, and a manifest that stands above it. */
export interface SettingsFiles {
  readonly config: SourceDocument | undefined;
  readonly manifest?: SourceDocument | undefined;
}

/** Names that one line lists. */
const MOST_NAMED = 5;
const RANK: Readonly<Record<'off' | Severity, number>> = { off: 0, notice: 1, warning: 2, error: 3 };

/** The environments that any of these files knows, and the empty name for none. */
export function environmentsOf(...files: readonly SettingsFiles[]): ReadonlySet<string> {
  const maps = files.flatMap(({ config, manifest }) => [
    valueAt(config?.value, ['defaults', 'environments']),
    valueAt(manifest?.value, ['environments']),
  ]);
  return new Set(['', ...maps.flatMap((map) => Object.keys(dictionary(map)))]);
}

/** What of the settings of one environment, with all their layers merged, is weaker after a change. */
export function weakenedSettings(
  before: SettingsFiles,
  after: SettingsFiles,
  environment: string,
  known: RulesById,
): Weakening[] {
  const [old, fresh] = [settings(before, environment), settings(after, environment)];
  return [
    ...weakenedSeverities(old.severities, fresh.severities, known),
    ...weakenedLimits(old.rules, fresh.rules),
    ...weakenedMedia(old.rules.media_registry, fresh.rules.media_registry),
    ...(old.rollbackOnFail && !fresh.rollbackOnFail
      ? [{ path: ['rollback_on_fail'], text: 'rollback_on_fail is switched off' }]
      : []),
  ];
}

interface Settings {
  readonly rules: Dictionary;
  readonly severities: Dictionary;
  readonly rollbackOnFail: boolean;
}

function settings({ config, manifest }: SettingsFiles, environment: string): Settings {
  const overlay = (document: SourceDocument | undefined, path: Path) => document && layer(document, path);
  const layers = [
    overlay(config, ['defaults']),
    overlay(config, ['defaults', 'environments', environment]),
    overlay(manifest, []),
    overlay(manifest, ['environments', environment]),
  ].filter((each) => each !== undefined);
  const home = manifest ?? config;
  const value = home ? stack(layers, home).value : {};
  const rules = dictionary(value.validation_rules);
  return {
    rules,
    severities: { ...dictionary(valueAt(config?.value, ['rules'])), ...dictionary(rules.rules) },
    rollbackOnFail: value.rollback_on_fail !== false,
  };
}

function weakenedSeverities(before: Dictionary, after: Dictionary, known: RulesById): Weakening[] {
  const weaker: Weakening[] = [];
  for (const rule of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const meta = known.get(rule);
    if (!meta || meta.fixed) continue;
    const [old, fresh] = [severity(before[rule]) ?? meta.severity, severity(after[rule]) ?? meta.severity];
    if (RANK[fresh] >= RANK[old]) continue;
    const path = ['validation_rules', 'rules', rule];
    weaker.push({ path, text: `rule ${rule} is lowered from ${old} to ${fresh}` });
  }
  return weaker;
}

function severity(value: unknown): 'off' | Severity | undefined {
  return value === 'off' || value === 'warning' || value === 'error' ? value : undefined;
}

function weakenedLimits(before: Dictionary, after: Dictionary): Weakening[] {
  const weaker: Weakening[] = [];
  const [old, fresh] = [before.max_node_count, after.max_node_count];
  if (typeof old === 'number' && !(typeof fresh === 'number' && fresh <= old)) {
    const how = typeof fresh === 'number' ? `raised from ${old} to ${fresh}` : 'removed';
    weaker.push({ path: ['validation_rules', 'max_node_count'], text: `max_node_count is ${how}` });
  }
  if (strictness(after.allow_circular) < strictness(before.allow_circular)) {
    const text = `allow_circular is changed from ${shown(before.allow_circular)} to ${shown(after.allow_circular)}`;
    weaker.push({ path: ['validation_rules', 'allow_circular'], text });
  }
  return weaker;
}

/** `false` forbids every cycle; without a value some are forbidden; `true` forbids none. */
function strictness(allowCircular: unknown): number {
  return allowCircular === false ? 2 : allowCircular === true ? 0 : 1;
}

function shown(value: unknown): string {
  return typeof value === 'boolean' ? String(value) : 'no value';
}

function weakenedMedia(before: unknown, after: unknown): Weakening[] {
  const path = ['validation_rules', 'media_registry'];
  if (typeof before !== 'object' || before === null) return [];
  if (typeof after !== 'object' || after === null) return [{ path, text: 'media_registry is removed' }];
  const old = dictionary(before);
  const more = Object.entries(dictionary(after)).filter(
    ([name, is]) => is === true && !(Object.hasOwn(old, name) && old[name] === true),
  );
  if (more.length === 0) return [];
  const names = more.map(([name]) => name.slice(0, 100));
  return [{ path, text: `media_registry has ${counted(more.length, 'more prompt')}: ${list(names)}` }];
}

/** The first of some names, and how many there are beside them. */
export function list(names: readonly string[]): string {
  const left = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
