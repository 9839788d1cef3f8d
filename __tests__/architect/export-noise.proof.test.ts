import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { noisyExport } from '../../sandbox/genesys/export-noise.ts';
import { canonical } from '../../src/architect/canonical.ts';
import { architectParts } from '../../src/difference/architect-parts.ts';
import { differenceOf } from '../../src/difference/change.ts';

type Entry = Record<string, unknown>;
type Item = Record<string, Entry>;
interface Flow {
  readonly inboundCall: { startUpRef: string; menus: Item[]; tasks: Item[]; [key: string]: unknown };
}

const NAMES = ['Main', 'Hours', 'Main [old]', '"TO" Desk', 'a, b?', 'Main#1', 'Ünit_3', '10'];

/** Flows as Architect exports them: every container with a refId of its own, and jumps by reference. */
const flows = fc
  .record({
    menus: fc.array(
      fc.record({ name: fc.constantFrom(...NAMES), jumps: fc.array(fc.nat(), { maxLength: 3 }) }),
      { minLength: 1, maxLength: 4 },
    ),
    tasks: fc.array(
      fc.record({
        name: fc.constantFrom(...NAMES),
        says: fc.array(fc.string(), { maxLength: 3 }),
        description: fc.option(fc.constantFrom('', 'Opening hours')),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    start: fc.nat(),
  })
  .map(({ menus, tasks, start }): Flow => {
    let number = 10;
    const ids = tasks.map(({ name }) => `${name}_${number++}`);
    const task = (at: number) => `/inboundCall/tasks/task[${ids[at % ids.length]}]`;
    const menuIds = menus.map(({ name }) => `${name}_${number++}`);
    return {
      inboundCall: {
        name: 'Line',
        startUpRef: `./menus/menu[${menuIds[start % menuIds.length]}]`,
        menus: menus.map(({ name, jumps }, at) => ({
          menu: {
            name,
            refId: menuIds[at],
            choices: jumps.map((to, digit) => ({
              menuJumpToTask: { name: 'Jump', dtmf: `digit_${digit}`, targetTaskRef: task(to) },
            })),
          },
        })),
        tasks: tasks.map(({ name, says, description }, at) => ({
          task: {
            name,
            refId: ids[at],
            ...(description === null ? {} : { description }),
            actions: [
              ...says.map((tts) => ({ playAudio: { name: 'Play', audio: { tts } } })),
              // Inputs that happen to be called as what an export adds.
              { callData: { name: 'Ask', inputs: { trackingId: { lit: at }, description: { lit: '' } } } },
            ],
          },
        })),
      },
    };
  });

describe('an export of a flow', () => {
  test('equals what was uploaded', () => {
    fc.assert(
      fc.property(flows, fc.nat(99), (flow, seed) => {
        const text = stringify(flow);
        const noisy = noisyExport(text, seed);
        expect(noisy).not.toBe(text);
        expect(canonical(parse(noisy))).toBe(canonical(flow));
        expect(differenceOf(architectParts(flow), architectParts(parse(noisy))).changes).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('differs from it after any real change', () => {
    fc.assert(
      fc.property(flows, fc.nat(99), fc.nat(), fc.nat(), (flow, seed, kind, at) => {
        const changed = structuredClone(flow);
        fc.pre(CHANGES[kind % CHANGES.length]?.(changed.inboundCall, at) === true);
        const noisy = parse(noisyExport(stringify(changed), seed));
        expect(canonical(noisy)).not.toBe(canonical(flow));
        expect(differenceOf(architectParts(flow), architectParts(noisy)).changes).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

/** Changes that callers or colleagues notice; false where the flow has no such place. */
const CHANGES: readonly ((flow: Flow['inboundCall'], at: number) => boolean)[] = [
  (flow, at) => {
    const plays = flow.tasks.flatMap(({ task }) => task?.actions as Item[]).map(({ playAudio }) => playAudio);
    const play = plays[at % plays.length];
    if (play) play.audio = { tts: `${(play.audio as { tts: string }).tts}!` };
    return play !== undefined;
  },
  (flow, at) => {
    const { choice, other } = jump(flow, at);
    if (!choice || !other) return false;
    choice.targetTaskRef = `/inboundCall/tasks/task[${String(other.refId)}]`;
    return true;
  },
  (flow, at) => {
    const other = flow.menus
      .map(({ menu }) => menu)
      .filter((menu) => !flow.startUpRef.endsWith(`menu[${String(menu?.refId)}]`));
    const menu = other[at % other.length];
    if (menu) flow.startUpRef = `/inboundCall/menus/menu[${String(menu.refId)}]`;
    return menu !== undefined;
  },
  (flow, at) => {
    const { task } = flow.tasks[at % flow.tasks.length] ?? {};
    if (task) task.description = `${String(task.description ?? '')} changed`;
    return true;
  },
  (flow, at) => {
    const { task } = flow.tasks[at % flow.tasks.length] ?? {};
    const call = (task?.actions as Item[] | undefined)?.at(-1)?.callData;
    if (call) call.inputs = { trackingId: { lit: -1 }, description: { lit: '' } };
    return true;
  },
  (flow, at) => {
    const { task } = flow.tasks[at % flow.tasks.length] ?? {};
    return (task?.actions as Item[] | undefined)?.pop() !== undefined;
  },
  (flow, at) => {
    const { menu } = flow.menus[at % flow.menus.length] ?? {};
    if (menu) menu.name = 'Another name';
    return true;
  },
];

/** A choice, and a task that it does not lead to. */
function jump(
  flow: Flow['inboundCall'],
  at: number,
): { choice?: Entry | undefined; other?: Entry | undefined } {
  const choices = flow.menus
    .flatMap(({ menu }) => menu?.choices as Item[])
    .map(({ menuJumpToTask }) => menuJumpToTask);
  const choice = choices[at % choices.length];
  const others = flow.tasks
    .map(({ task }) => task)
    .filter((task) => choice?.targetTaskRef !== `/inboundCall/tasks/task[${String(task?.refId)}]`);
  return { choice, other: others[at % others.length] };
}
