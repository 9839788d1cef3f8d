import { createHash } from 'node:crypto';
import type { Definition } from '../flow/definition.ts';
import type { Path } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { edgeKind } from './read.ts';

/** Architect YAML that was compiled from a node graph, with the node that each object came from. */
export interface Compiled {
  readonly text: string;
  /** Path in the definition that a path of the generated file (`/inboundCall/tasks/task[x]/…`) came from. */
  origin(architectPath: string): Path | undefined;
}

type Dictionary = Readonly<Record<string, unknown>>;
/** A transition of a node. */
interface Way {
  readonly on: string | undefined;
  readonly target: string;
}

/** How often a menu without a transition for missing or wrong input is played. */
const OFFERS = 3;
const DEFAULT_LANGUAGE = 'en-us';

/**
 * Compiles a node graph that passed the rules to Architect YAML, the same bytes for the same graph. Each node becomes a
 * reusable task with its name and each transition a jump to a task. So cycles need no special handling, and every generated
 * object belongs to one node.
 */
export async function compile(definition: Definition): Promise<Compiled> {
  const { Document } = await import('yaml');
  const value = definition.value as Dictionary;
  const nodes = value.nodes as Readonly<Record<string, Dictionary>>;
  const refs = new Map(Object.keys(nodes).map((key) => [key, refId(key)]));
  const jump = (key: string) => ({
    jumpToTask: {
      name: `To ${key}`.slice(0, 200),
      targetTaskRef: `/inboundCall/tasks/task[${refs.get(key) ?? ''}]`,
    },
  });
  const variables: unknown[] = [];
  const tasks = Object.entries(nodes).map(([key, node]) => ({
    task: { name: key, refId: refs.get(key), actions: actions(key, node, jump, variables) },
  }));
  const start = Object.keys(nodes).find((key) => nodes[key]?.type === 'start') ?? '';
  const flow = {
    inboundCall: {
      name: value.name,
      ...(typeof value.description === 'string' ? { description: value.description } : {}),
      ...(typeof value.division === 'string' ? { division: value.division } : {}),
      startUpRef: `/inboundCall/tasks/task[${refs.get(start) ?? ''}]`,
      defaultLanguage: typeof value.language === 'string' ? value.language.toLowerCase() : DEFAULT_LANGUAGE,
      ...(variables.length > 0 ? { variables } : {}),
      tasks,
    },
  };
  const document = new Document(flow, { aliasDuplicateObjects: false });
  const byRef = new Map([...refs].map(([key, ref]) => [ref, key]));
  /** The platform may add a number to a refId: `main_10`. */
  const keyOf = (ref: string): string | undefined =>
    [ref, ref.replace(/_\d+$/, '')]
      .map((each) => byRef.get(each) ?? (refs.has(each) ? each : undefined))
      .find(Boolean);
  return {
    text: document.toString({ lineWidth: 0 }),
    origin(architectPath) {
      const ref = /^\/inboundCall\/tasks\/task\[([^\]]*)\]/.exec(architectPath)?.[1];
      const key = ref === undefined ? undefined : keyOf(ref);
      if (key !== undefined) return originInNode(architectPath, key, nodes[key]);
      if (architectPath === '/inboundCall' || /^\/inboundCall\/name\b/.test(architectPath)) return ['name'];
      if (/^\/inboundCall\/(defaultLanguage|supportedLanguages)\b/.test(architectPath)) return ['language'];
      return undefined;
    },
  };
}

/** A finding about the audio or the queue of a node is shown at that field, any other at the node. */
function originInNode(architectPath: string, key: string, node: Dictionary | undefined): Path {
  const field = /\b(audio|inputAudio)\b/i.test(architectPath)
    ? 'media_id'
    : /queue/i.test(architectPath)
      ? 'queue'
      : undefined;
  return field && node?.[field] !== undefined ? ['nodes', key, field] : ['nodes', key];
}

function actions(
  key: string,
  node: Dictionary,
  jump: (target: string) => unknown,
  variables: unknown[],
): readonly unknown[] {
  const ways = ((node.transitions ?? []) as readonly Dictionary[]).map((each) => ({
    on: valueAt(each, ['on']) as string | undefined,
    target: String(each.target),
  }));
  const next = ways.find(({ on }) => on === undefined);
  const name = key;
  switch (node.type) {
    case 'say':
      return [...play(name, node), ...(next ? [jump(next.target)] : [])];
    case 'menu':
      return menu(name, node, ways, jump, variables);
    case 'transfer': {
      const failure = ways.find(({ on }) => on === 'failure');
      const transfer = {
        name,
        targetQueue: { lit: { name: node.queue } },
        priority: { lit: 0 },
        ...(failure ? { outputs: { failure: { actions: [jump(failure.target)] } } } : {}),
      };
      // Without a failure branch the task continues after a failed transfer, so it must end the call.
      return [{ transferToAcd: transfer }, ...(failure ? [] : [hangUp(name)])];
    }
    case 'end':
      return [hangUp(name)];
    default:
      return next ? [jump(next.target)] : [];
  }
}

function hangUp(name: string): unknown {
  return { disconnect: { name } };
}

function audio(node: Dictionary): Dictionary | undefined {
  if (typeof node.media_id === 'string' && node.media_id !== '') return { prompt: `Prompt.${node.media_id}` };
  return typeof node.text === 'string' && node.text !== '' ? { tts: node.text } : undefined;
}

function play(name: string, node: Dictionary): readonly unknown[] {
  const sound = audio(node);
  return sound ? [{ playAudio: { name, audio: sound } }] : [];
}

/**
 * A menu of the graph becomes Collect Input of one digit and a switch, because an Architect menu has no branch for wrong input.
 * If the graph has no transition for missing or wrong input, the menu is played again, then the call ends.
 */
function menu(
  name: string,
  node: Dictionary,
  ways: readonly Way[],
  jump: (target: string) => unknown,
  variables: unknown[],
): readonly unknown[] {
  const variable = `Flow.choice_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
  variables.push({
    stringVariable: { name: variable, initialValue: { noValue: true }, isInput: false, isOutput: false },
  });
  const noInput = ways.find(({ on }) => on === 'no-input') ?? ways.find(({ on }) => on === 'failure');
  const wrong = ways.find(({ on }) => on === 'no-match');
  const choices = ways.filter(({ on }) => on !== undefined && edgeKind(on) === 'choice');
  const listens = (digit: string) => choices.some(({ on }) => on === digit);
  const collect = {
    collectInput: {
      name,
      inputData: { var: variable },
      digits: { range: { min: 1, max: 1 } },
      interDigitTimeout: { noValue: true },
      noEntryTimeout: { lit: { seconds: 5 } },
      inputAudio: audio(node) ?? { noValue: true },
      acceptJustStar: { lit: listens('*') },
      acceptJustPound: { lit: listens('#') },
      verificationType: 'none',
      outputs: {
        success: {
          actions: [
            {
              switch: {
                name: `Choice of ${name}`.slice(0, 200),
                evaluate: {
                  firstTrue: {
                    ...(wrong ? { default: { actions: [jump(wrong.target)] } } : {}),
                    cases: choices.map(({ on, target }) => ({
                      case: { value: { exp: `${variable} == "${on}"` }, actions: [jump(target)] },
                    })),
                  },
                },
              },
            },
          ],
        },
        ...(noInput ? { failure: { actions: [jump(noInput.target)] } } : {}),
      },
    },
  };
  if (noInput && wrong) return [collect];
  return [
    {
      loop: {
        name: `Offer ${name}`.slice(0, 200),
        loopCount: { lit: OFFERS },
        outputs: { loop: { actions: [collect] } },
      },
    },
    hangUp(name),
  ];
}

/** A refId with only safe characters: the key itself if possible, else its safe characters and a hash. */
function refId(key: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(key)) return key;
  const plain = key.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 40);
  return `${plain}.${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}
