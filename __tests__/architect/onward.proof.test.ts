import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Onward } from '../../src/architect/onward.ts';
import { readSequence, type Sequence } from '../../src/architect/sequence.ts';

/** Actions with everything that can come out of them; those with an unusual name are known to nobody. */
const KINDS = {
  decision: ['yes', 'no'],
  collectInput: ['success', 'failure'],
  findQueue: ['found', 'notFound'],
  evaluateSchedule: ['active', 'inactive'],
  tasteSoup: ['yes', 'no'],
  fetchMoon: ['success', 'failure'],
  seekGhost: ['found', 'notFound'],
} as const;
type Kind = keyof typeof KINDS;
const KNOWN = new Set<Kind>(['decision', 'collectInput', 'findQueue', 'evaluateSchedule']);

type Step = 'end' | 'play' | { readonly kind: Kind; readonly outputs: readonly Output[] };
/** Not written, without actions, an empty map, switched off, or with actions. */
type Output = 'absent' | 'none' | 'bare' | readonly Step[];

const { steps } = fc.letrec<{ step: Step; steps: Step[]; output: Output }>((tie) => ({
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
  step: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('end', 'play'),
    fc.record({
      kind: fc.constantFrom(...(Object.keys(KINDS) as Kind[])),
      outputs: fc.tuple(tie('output'), tie('output')),
    }),
  ),
  output: fc.oneof(fc.constantFrom('absent', 'none', 'bare'), tie('steps'), tie('steps')),
}));

function written(step: Step): unknown {
  if (step === 'end') return { disconnect: { name: 'End' } };
  if (step === 'play') return { playAudio: { name: 'Play' } };
  const outputs: Record<string, unknown> = {};
  for (const [at, output] of step.outputs.entries()) {
    const name = KINDS[step.kind][at] ?? '';
    if (output === 'none') outputs[name] = { actions: [] };
    else if (output === 'bare') outputs[name] = {};
    else if (output !== 'absent') outputs[name] = { actions: output.map(written) };
  }
  return { [step.kind]: { name: 'X', outputs } };
}

/** Whether a call can come to the end of the steps, tried out one output after the other. */
function runsOff(list: readonly Step[]): boolean {
  return list.every((step) => {
    if (typeof step === 'string') return step === 'play';
    return step.outputs.some((output) => typeof output === 'string' || runsOff(output));
  });
}

/** True if nothing in it is of a kind that may have outputs nobody knows. */
function allKnown(list: readonly Step[]): boolean {
  return list.every(
    (step) =>
      typeof step === 'string' ||
      (KNOWN.has(step.kind) &&
        step.outputs.every((output) => typeof output === 'string' || allKnown(output))),
  );
}

function compare(list: readonly Step[], read: Sequence): void {
  const expected = runsOff(list);
  // An action that nobody knows is sure to go on where the file shows how, and never said to end.
  if (expected && startsKnown(list)) expect(read.onward).toBe(Onward.certain);
  if (!expected) expect(read.onward).toBeLessThan(Onward.likely);
  if (allKnown(list)) expect(read.onward).toBe(expected ? Onward.certain : Onward.never);
  if (read.onward === Onward.never) expect(expected).toBe(false);
}

/** An action that is unknown and has no actions anywhere tells nothing of its outputs. */
function startsKnown(list: readonly Step[]): boolean {
  return list.every((step) => {
    if (typeof step === 'string') return true;
    const branches = step.outputs.filter((output) => typeof output !== 'string');
    return (
      (KNOWN.has(step.kind) ||
        step.outputs.some((output) => typeof output !== 'string' || output === 'none')) &&
      branches.every(startsKnown)
    );
  });
}

test('what goes on behind an action agrees with trying out every output, for known and unknown actions', () => {
  const setting = { root: 'inboundCall', medium: 'voice', outputPaths: () => undefined } as const;
  fc.assert(
    fc.property(steps, (list) => compare(list, readSequence(setting, list.map(written), ['x']))),
    { numRuns: process.env.PROOF === 'long' ? 100_000 : 3_000 },
  );
});
