import type { Finding } from '../findings/finding.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { RuleId } from '../rules/catalogue.ts';
import { manifestSubstitution } from '../rules/manifest.ts';
import { standIn } from '../source/substitute.ts';
import { groupBy } from '../text/group-by.ts';

/**
 * How two findings of one manifest belong together. `place`: one stands inside the other, on one line; `node`: they are about
 * a node in common; `cycle`: about the same nodes; `flow`: about the same flow;
 * `graph`: the one is about a node, the other about the flow of that node; `meant`: the one is about what the other's
 * hint suggests.
 */
type Relation = 'place' | 'node' | 'cycle' | 'flow' | 'graph' | 'meant';

/** Findings that follow from another finding. */
interface Consequence {
  readonly of: RuleId;
  readonly by: Relation;
  /** Rules whose findings are left out; `*` is every rule that looks at what a file says. */
  readonly drops: readonly (RuleId | '*')[];
  /** For manifests that say this of cycles; undefined: whatever they say. */
  readonly circular?: 'forbidden' | 'not forbidden';
}

const LOOPS: readonly RuleId[] = [
  'busy-loop',
  'trap-loop',
  'no-path-to-terminal',
  'failure-only-exit',
  'unbounded-reprompt',
];
const CYCLES: readonly RuleId[] = ['circular-transition', ...LOOPS];
const WAYS_ON: readonly RuleId[] = [
  'missing-no-input',
  'missing-no-match',
  'missing-failure-path',
  'choice-without-selector',
];

/** Findings about a variable that follow from its misspelt name elsewhere. */
const VARIABLES: readonly RuleId[] = ['unused-variable', 'set-never-read', 'read-never-set'];

/** What follows from what: the one place that decides which of several findings about one error is shown. */
const CONSEQUENCES: readonly Consequence[] = [
  { of: 'manifest-substitution', by: 'place', drops: ['*'] },
  // A token may stand for the target of a transition.
  { of: 'manifest-substitution', by: 'flow', drops: ['unreachable-node', 'unreachable-container'] },
  {
    of: 'manifest-schema',
    by: 'node',
    drops: [
      ...CYCLES,
      ...WAYS_ON,
      'dead-end',
      'duplicate-choice',
      'missing-audio',
      'terminal-with-transition',
    ],
  },
  { of: 'manifest-schema', by: 'graph', drops: ['missing-start', 'unreachable-node'] },
  { of: 'manifest-schema', by: 'place', drops: ['flow-name', 'duplicate-node'] },
  { of: 'unknown-node-type', by: 'node', drops: [...CYCLES, ...WAYS_ON, 'dead-end', 'missing-audio'] },
  { of: 'unknown-node-type', by: 'flow', drops: ['missing-start'] },
  { of: 'missing-target', by: 'node', drops: ['dead-end', 'no-path-to-terminal'] },
  { of: 'missing-target', by: 'meant', drops: ['unreachable-node'] },
  { of: 'choice-without-selector', by: 'node', drops: ['missing-no-input', 'missing-no-match'] },
  { of: 'terminal-with-transition', by: 'node', drops: CYCLES },
  { of: 'dead-end', by: 'node', drops: ['no-path-to-terminal'] },
  { of: 'dead-end', by: 'flow', drops: ['unreachable-node'] },
  { of: 'recursive-task-call', by: 'node', drops: CYCLES },
  // Where the manifest forbids every cycle, that is what is wrong with one; else it is what the caller hears.
  { of: 'circular-transition', by: 'node', drops: LOOPS, circular: 'forbidden' },
  { of: 'busy-loop', by: 'cycle', drops: ['circular-transition', ...LOOPS], circular: 'not forbidden' },
  { of: 'trap-loop', by: 'cycle', drops: ['circular-transition'], circular: 'not forbidden' },
  { of: 'trap-loop', by: 'cycle', drops: ['no-path-to-terminal'] },
  { of: 'trap-loop', by: 'flow', drops: ['unreachable-node'] },
  { of: 'missing-media', by: 'meant', drops: ['unused-media'] },
  { of: 'undeclared-variable', by: 'meant', drops: VARIABLES },
  { of: 'unknown-variable', by: 'meant', drops: VARIABLES },
  { of: 'architect-reference', by: 'meant', drops: ['unreachable-container'] },
  { of: 'architect-start-ref', by: 'meant', drops: ['unreachable-container'] },
  { of: 'not-terminating', by: 'node', drops: ['no-path-to-terminal'] },
];

/** Findings about how a file is written, which follow from nothing in it. */
const OF_TEXT: ReadonlySet<string> = new Set<RuleId>([
  'manifest-syntax',
  'manifest-substitution',
  'template-token',
  'hard-coded-secret',
  'suppression',
  'gate-changed',
]);

/**
 * Leaves out the findings that follow from others of the same manifest, so that one error is one finding. An error never
 * gives way to a warning. What is left names a token without value as it is written, and never by its stand-in.
 */
export function withoutConsequences(
  findings: readonly Finding[],
  manifest: Pick<Manifest, 'allowCircular'>,
): readonly Finding[] {
  if (findings.length < 2) return findings;
  const byRule = groupBy(findings, ({ rule }) => rule);
  const circular = manifest.allowCircular === false ? 'forbidden' : 'not forbidden';
  const dropped = new Set<Finding>();
  for (const consequence of CONSEQUENCES) {
    const { of, by, drops } = consequence;
    const causes = byRule.get(of);
    if (!causes || (consequence.circular ?? circular) !== circular) continue;
    const rules = drops.includes('*') ? [...byRule.keys()].filter((rule) => !OF_TEXT.has(rule)) : drops;
    for (const finding of rules.flatMap((rule) => byRule.get(rule) ?? [])) {
      const follows = (cause: Finding) =>
        cause !== finding &&
        (cause.severity === 'error' || finding.severity !== 'error') &&
        RELATED[by](cause, finding);
      if (causes.some(follows)) dropped.add(finding);
    }
  }
  return withTokensAsWritten(findings.filter((finding) => !dropped.has(finding)));
}

const RELATED: Readonly<Record<Relation, (cause: Finding, finding: Finding) => boolean>> = {
  place: (cause, finding) => inside(cause, finding) || inside(finding, cause),
  node: (cause, finding) => cause.nodes.some((node) => finding.nodes.includes(node)),
  cycle: (cause, finding) =>
    cause.nodes.length === finding.nodes.length && sameNodes(new Set(cause.nodes), finding.nodes),
  flow: () => true,
  graph: (cause) => cause.nodes.length > 0,
  meant: ({ meant }, { nodes, message }) =>
    meant !== undefined &&
    (nodes.includes(meant) || ` ${message} `.includes(` ${meant} `) || message.includes(`"${meant}"`)),
};

function sameNodes(nodes: ReadonlySet<string>, others: readonly string[]): boolean {
  return nodes.size > 0 && others.every((node) => nodes.has(node));
}

/** Whether a finding stands inside another one that is about one line. */
function inside(inner: Finding, outer: Finding): boolean {
  const [a, b] = [inner.range, outer.range];
  return (
    inner.file === outer.file &&
    b.line === b.endLine &&
    a.line === b.line &&
    a.endLine === b.endLine &&
    a.column >= b.column &&
    a.endColumn <= b.endColumn
  );
}

/** Tokens without value have a stand-in while the flow is checked; readers know them as they are written. */
function withTokensAsWritten(findings: readonly Finding[]): readonly Finding[] {
  const names = findings.flatMap(({ rule, meant }) =>
    rule === manifestSubstitution.id && meant !== undefined ? [meant] : [],
  );
  if (names.length === 0) return findings;
  const written = (text: string) =>
    names.reduce((all, name) => all.replaceAll(standIn(name), `{{${name}}}`), text);
  return findings.map((finding) => ({
    ...finding,
    message: written(finding.message),
    hint: written(finding.hint),
  }));
}
