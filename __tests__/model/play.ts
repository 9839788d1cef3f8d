import { ActionError } from '../../src/errors.ts';
import type { RunResult } from '../../src/report/result.ts';
import type { Acting } from './actor.ts';
import { covered, draftsCovered, falseRecords, leftOver, lockedStill, recordsOf } from './invariants.ts';
import { Scenario } from './scenario.ts';

/** What one interleaving came to. */
export interface Played {
  readonly seed: number;
  /** What must never happen, and did. */
  readonly wrong: readonly string[];
  readonly log: readonly string[];
  readonly runs: number;
  readonly requests: number;
}

/** Plays runs, people and faults against each other as the seed says, then lets nothing more go wrong, and checks what is left. */
export async function play(seed: number): Promise<Played> {
  const scenario = new Scenario(seed);
  const { time, org } = scenario;
  const wrong: string[] = [];
  const log: string[] = [];
  let runs = 0;

  /** Waits for the end of a run, and keeps what it says. */
  const watch = async (acting: Acting): Promise<{ result: RunResult | undefined; failed: boolean }> => {
    runs++;
    let result: RunResult | undefined;
    let failed = false;
    try {
      result = await time.until(acting.ended);
      failed = result?.problem !== undefined;
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      failed = true;
      log.push(`  ! ${error.message}`);
    }
    log.push(...acting.log.map((line) => `  ${line}`));
    log.push(`  = ${result ? `${result.result}: ${result.verdict}` : 'no result'}`);
    for (const notice of result?.notices ?? []) log.push(`    ${notice}`);
    for (const flow of result?.flows ?? []) log.push(`    ${flow.name}: ${flow.status}, ${flow.detail}`);
    return { result, failed };
  };

  const steps = 2 + Math.floor(scenario.random() * 3);
  for (let step = 0; step < steps; step++) {
    const since = time.now();
    if (step > 0 && scenario.chance(0.8)) scenario.edit();
    if (scenario.chance(0.5)) scenario.trouble();
    if (scenario.chance(0.6)) for (let n = 0; n < 3; n++) scenario.disturb(8000);
    const inputs = anyInputs(scenario, step);
    log.push(`# step ${step}: ${JSON.stringify(inputs)}`);
    const first = scenario.run(inputs);
    let cut = false;
    if (scenario.chance(0.3)) {
      time.after(scenario.random() * 9000, () => {
        cut = true;
        if (scenario.chance(0.3)) first.cancel();
        else first.kill();
      });
    }
    const second = scenario.chance(0.25) ? scenario.run({}, scenario.pick(scenario.commits)) : undefined;
    const ends = [await watch(first), ...(second ? [await watch(second)] : [])];
    wrong.push(...draftsCovered(scenario, since));
    // A check-in that a run asked for at its end is an operation of its own.
    await time.until(time.sleep(org.operationMs));
    if (!cut && ends.every(({ failed }) => !failed)) wrong.push(...lockedStill(scenario, log));
    // A run that was cut off, or ended with an error, told nothing of each flow.
    if (!cut && ends.every(({ failed }) => !failed)) {
      wrong.push(
        ...covered(
          scenario,
          since,
          ends.map(({ result }) => result),
        ),
      );
    }
  }

  scenario.restoreOrder();
  await time.until(time.sleep(60_000));
  log.push('# order is restored');
  const since = time.now();
  for (let again = 0; again < 3; again++) {
    scenario.restoreOrder();
    const { result } = await watch(scenario.run());
    wrong.push(...covered(scenario, since, [result]));
    if (result?.result === 'unchanged' || result?.result === 'superseded') break;
  }
  wrong.push(...falseRecords(scenario, recordsOf(scenario.github)), ...(await leftOver(scenario, log)));
  log.push(
    ...org.live.map(
      ({ flow, version, person }) => `live: ${flow.name} ${version} ${person ? 'by hand' : 'by the action'}`,
    ),
  );
  return { seed, wrong, log, runs, requests: scenario.api.requests.length };
}

/** Inputs of a run as chance has them; only the first step never rolls back. */
function anyInputs(scenario: Scenario, step: number): Record<string, string> {
  const inputs: Record<string, string> = {
    concurrency: scenario.pick(['1', '2', '3']),
    atomic: String(scenario.chance(0.4)),
  };
  if (step > 0 && scenario.chance(0.2))
    Object.assign(inputs, { mode: 'rollback', flow: scenario.pick(scenario.flows).name });
  return inputs;
}
