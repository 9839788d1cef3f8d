import { canonical } from '../architect/canonical.ts';
import { textOf } from '../architect/value.ts';
import type { Definition } from '../flow/definition.ts';
import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';
import { readYaml } from '../source/yaml.ts';
import { compile } from './compile.ts';

/**
 * The node graph that a flow of the org was compiled from, as a definition; undefined for a flow that `compile` did not make, or that
 * another user changed in Architect. What is read is compiled again and held against the flow, so that it is never a guess.
 */
export async function decompile(value: unknown): Promise<Definition | undefined> {
  const flow = dictionary(dictionary(value).inboundCall);
  const tasks = (Array.isArray(flow.tasks) ? flow.tasks : []).map((item) =>
    dictionary(dictionary(item).task),
  );
  const names = new Map(tasks.map(({ refId, name }) => [textOf(refId), textOf(name)]));
  const keyOf = (reference: unknown) => {
    const text = textOf(reference);
    return names.get(text.slice(text.lastIndexOf('[') + 1, -1)) ?? '';
  };
  const start = keyOf(flow.startUpRef);
  if (tasks.length === 0 || start === '') return undefined;
  const nodes = Object.fromEntries(tasks.map((task) => nodeOf(task, textOf(task.name) === start, keyOf)));
  const graph = {
    name: flow.name,
    type: 'ivr',
    ...(flow.description === undefined ? {} : { description: flow.description }),
    ...(flow.division === undefined ? {} : { division: flow.division }),
    ...(flow.defaultLanguage === 'en-us' ? {} : { language: flow.defaultLanguage }),
    nodes,
  };
  const document = readYaml('live.yaml', '');
  const definition: Definition = {
    kind: 'node-graph',
    document,
    value: graph,
    text: undefined,
    locate: () => ({ document, span: { start: 0, end: 0 } }),
  };
  return (await isSame(definition, value)) ? definition : undefined;
}

async function isSame(definition: Definition, value: unknown): Promise<boolean> {
  const compiled = readYaml('compiled.yaml', (await compile(definition)).text);
  return compiled.errors.length === 0 && canonical(compiled.value) === canonical(value);
}

function nodeOf(
  task: Dictionary,
  isStart: boolean,
  keyOf: (reference: unknown) => string,
): [string, Dictionary] {
  const key = textOf(task.name);
  const actions = (Array.isArray(task.actions) ? task.actions : []).map((item): [string, Dictionary] => {
    const [kind = '', value] = Object.entries(dictionary(item))[0] ?? [];
    return [kind, dictionary(value)];
  });
  const [first, second] = actions;
  const kind = first?.[0];
  const value = first?.[1] ?? {};
  if (isStart) return [key, { id: key, type: 'start', transitions: next(first, keyOf) }];
  switch (kind) {
    case 'playAudio':
      return [key, { id: key, type: 'say', ...spoken(value.audio), transitions: next(second, keyOf) }];
    case 'jumpToTask':
      return [key, { id: key, type: 'say', transitions: next(first, keyOf) }];
    case 'transferToAcd': {
      const failure = branch(value, 'failure', keyOf);
      const queue = textOf(dictionary(dictionary(value.targetQueue).lit).name);
      return [
        key,
        {
          id: key,
          type: 'transfer',
          queue,
          transitions: failure ? [{ on: 'failure', target: failure }] : [],
        },
      ];
    }
    case 'collectInput':
      return [key, menuOf(key, value, keyOf)];
    case 'loop': {
      const [inner] = list(dictionary(dictionary(value.outputs).loop).actions);
      return [key, menuOf(key, dictionary(inner?.collectInput), keyOf)];
    }
    default:
      return [key, { id: key, type: 'end', transitions: [] }];
  }
}

function menuOf(key: string, value: Dictionary, keyOf: (reference: unknown) => string): Dictionary {
  const outputs = dictionary(value.outputs);
  const [first] = list(dictionary(outputs.success).actions);
  const evaluate = dictionary(dictionary(dictionary(first?.switch).evaluate).firstTrue);
  const choices = (Array.isArray(evaluate.cases) ? evaluate.cases : []).map((item) => {
    const each = dictionary(dictionary(item).case);
    const on = /== "(.)"$/.exec(textOf(dictionary(each.value).exp).slice(-20))?.[1] ?? '';
    return { on, target: target(list(each.actions)[0], keyOf) };
  });
  const silence = branch(value, 'failure', keyOf);
  const wrong = target(list(dictionary(evaluate.default).actions)[0], keyOf);
  return {
    id: key,
    type: 'menu',
    ...spoken(value.inputAudio),
    transitions: [
      ...choices,
      ...(silence ? [{ on: 'no-input', target: silence }] : []),
      ...(wrong ? [{ on: 'no-match', target: wrong }] : []),
    ],
  };
}

function spoken(audio: unknown): Dictionary {
  const { tts, prompt } = dictionary(audio);
  if (typeof prompt === 'string') return { media_id: prompt.replace(/^Prompt\./, '') };
  return typeof tts === 'string' ? { text: tts } : {};
}

function next(
  action: readonly [string, Dictionary] | undefined,
  keyOf: (reference: unknown) => string,
): Dictionary[] {
  const key = action?.[0] === 'jumpToTask' ? keyOf(action[1].targetTaskRef) : '';
  return key === '' ? [] : [{ target: key }];
}

function branch(value: Dictionary, output: string, keyOf: (reference: unknown) => string): string {
  return target(list(dictionary(dictionary(value.outputs)[output]).actions)[0], keyOf);
}

function target(action: Dictionary | undefined, keyOf: (reference: unknown) => string): string {
  return keyOf(dictionary(action?.jumpToTask).targetTaskRef);
}

function list(value: unknown): Dictionary[] {
  return Array.isArray(value) ? value.filter(isDictionary) : [];
}
