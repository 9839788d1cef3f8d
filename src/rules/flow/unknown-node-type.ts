import { NODE_TYPES } from '../../node-graph/read.ts';
import { didYouMean, surelyMeant } from '../../text/nearest.ts';
import type { FlowRule } from '../rule.ts';

/** What other tools call these types. */
const SYNONYMS: Readonly<Record<string, string>> = {
  begin: 'start',
  entry: 'start',
  announce: 'say',
  announcement: 'say',
  audio: 'say',
  message: 'say',
  play: 'say',
  playaudio: 'say',
  prompt: 'say',
  speak: 'say',
  tts: 'say',
  choice: 'menu',
  collectinput: 'menu',
  gather: 'menu',
  input: 'menu',
  ivr: 'menu',
  acd: 'transfer',
  agent: 'transfer',
  queue: 'transfer',
  route: 'transfer',
  transfertoacd: 'transfer',
  bye: 'end',
  disconnect: 'end',
  exit: 'end',
  finish: 'end',
  hangup: 'end',
  stop: 'end',
  terminate: 'end',
};

export const rule = {
  id: 'unknown-node-type',
  severity: 'error',
  category: 'flow',
  summary: 'an unknown node type',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph }, report) {
    const known = Object.keys(NODE_TYPES);
    for (const node of graph.nodes) {
      if (node.type === '' || Object.hasOwn(NODE_TYPES, node.type)) continue;
      const plain = node.type.toLowerCase().replace(/[\s_-]/g, '');
      const same = Object.hasOwn(SYNONYMS, plain) ? SYNONYMS[plain] : undefined;
      report({
        place: graph.locate([...node.at, 'type']),
        message: `Node "${node.key}" has the unknown type "${node.type}"`,
        hint: same ? `Write "${same}".` : didYouMean(node.type, known, `Known types: ${known.join(', ')}.`),
        instead: same ?? surelyMeant(node.type, known),
        nodes: [node.key],
      });
    }
  },
} as const satisfies FlowRule;
