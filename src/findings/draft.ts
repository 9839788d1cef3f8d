import type { Place } from '../source/layers.ts';
import { rewriteScalar } from '../source/scalar.ts';
import { type Finding, type Hop, rangeOf, type Severity } from './finding.ts';
import type { RuleMeta } from './rule-meta.ts';

/** What a rule says of one finding, before its severity and its lines are known. */
export interface Draft {
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
  /** Where one finding of a rule weighs more or less than the others. */
  readonly severity?: Severity;
  readonly nodes?: readonly string[];
  readonly trace?: readonly Hop[];
  readonly meant?: string | undefined;
  /** The value that should stand in the place, where there is one that surely is what the author meant; empty for a comment to remove. */
  readonly instead?: string | undefined;
}

/** Takes the findings of one rule. */
export type Sink = (draft: Draft) => void;

/** Severity per rule, as configuration and manifest set it. */
export type Severities = Readonly<Record<string, 'off' | Severity>>;

/** The manifest that a finding belongs to, with the severities that hold for it. */
export interface Origin {
  /** Path of the manifest. */
  readonly file: string;
  readonly severities: Severities;
}

/** Makes a finding of a rule; undefined where the rule is switched off. */
export function toFinding(rule: RuleMeta, draft: Draft, { file, severities }: Origin): Finding | undefined {
  const set = severityOf(rule, severities);
  if (set === 'off') return undefined;
  return {
    rule: rule.id,
    severity: set ?? draft.severity ?? rule.severity,
    message: draft.message,
    hint: draft.hint,
    file: draft.place.document.file,
    range: rangeOf(draft.place.document, draft.place.span),
    manifest: file,
    nodes: draft.nodes ?? [],
    trace: draft.trace ?? [],
    ...(draft.meant === undefined ? {} : { meant: draft.meant }),
    ...fixOf(draft),
  };
}

/** The fix of a finding, where its place is one scalar or key. */
function fixOf({ place: { document, span }, instead }: Draft): Pick<Finding, 'fix'> {
  if (instead === undefined) return {};
  const source = document.text.slice(span.start, span.end);
  const text = instead === '' && source.startsWith('#') ? '' : rewriteScalar(source, instead);
  return text === undefined ? {} : { fix: { text } };
}

/** What the configuration says of a rule; undefined where it says nothing, or where the rule cannot be changed. */
export function severityOf({ id, fixed }: RuleMeta, severities: Severities): 'off' | Severity | undefined {
  return fixed || !Object.hasOwn(severities, id) ? undefined : severities[id];
}
