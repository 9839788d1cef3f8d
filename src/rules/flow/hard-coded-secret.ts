import type { FlowGraph } from '../../flow/graph.ts';
import type { Path } from '../../source/document.ts';
import type { FlowRule } from '../rule.ts';

/** Only forms that nothing else has, so that no prompt text is ever taken for a credential. */
const SECRETS: readonly [string, RegExp][] = [
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40})/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{20}/],
  ['an authorization header', /\b(?:Bearer|Basic) [A-Za-z0-9+/_.-]{32}/],
];

/** How each of them begins, web tokens included; hardly any text has one of these in it. */
const BEGINNING = /gh[pousr]_|github_pat_|AKIA|ASIA|-----BEGIN|xox|Bearer|Basic|eyJ/;
/** The same in a text that may spell it with escapes: of a letter, or of a line end in the midst of a word. */
const BEGINNING_OR_ESCAPE = /gh[pousr]_|github_pat_|AKIA|ASIA|-----BEGIN|xox|Bearer|Basic|eyJ|\\[xuU\r\n]/;
const SHORTEST = 16;

export const rule = {
  id: 'hard-coded-secret',
  severity: 'error',
  category: 'flow',
  summary: 'something that looks like a credential',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  undocumentedTypes: 'full',
  check({ graph, definition }, report) {
    if (
      !mayHoldSecret(definition.text ?? definition.spelling) ||
      !holdsSecret(parts(graph, definition.value))
    )
      return;
    const open: [unknown, Path][] = [[definition.value, []]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [value, path] = next;
      const kind = typeof value === 'string' ? secretIn(value) : undefined;
      if (kind) {
        report({
          place: graph.locate(path),
          message: `This looks like ${kind}; anyone who can read the repository can use it`,
          hint: 'Revoke the credential, and keep the new one in the credentials of a data action.',
        });
      } else if (typeof value === 'object' && value !== null) {
        for (const [key, child] of Object.entries(value)) {
          open.push([child, [...path, Array.isArray(value) ? Number(key) : key]]);
        }
      }
    }
  },
} as const satisfies FlowRule;

function secretIn(text: string): string | undefined {
  if (text.length < SHORTEST || !BEGINNING.test(text)) return undefined;
  const found = SECRETS.find(([, pattern]) => pattern.test(text))?.[0];
  return found ?? (holdsWebToken(text) ? 'a web token' : undefined);
}

/** Three parts of base64 with dots between, the first two of which begin as JSON does. Part by part, each is read once. */
function holdsWebToken(text: string): boolean {
  if (!text.includes('eyJ')) return false;
  const pieces = text.split('.');
  return pieces.some((part, at) => {
    const [second = '', third = ''] = [pieces[at + 1], pieces[at + 2]];
    if (!/^eyJ[\w-]{16,}$/.test(second) || !/^[\w-]{16}/.test(third)) return false;
    let start = part.length;
    while (start > 0 && /[\w-]/.test(part[start - 1] ?? '')) start--;
    return /(?:^|-)eyJ[\w-]{16}/.test(part.slice(start));
  });
}

/** Where to look: for a node graph its nodes, which are listed already, and what stands beside them. */
function parts(graph: FlowGraph, value: unknown): unknown[] {
  if (graph.origin !== 'node-graph') return [value];
  return [{ ...(value as object), nodes: {} }, ...graph.nodes.map((node) => node.source)];
}

/** False if none of the characters that a credential begins with can be in the flow; a text may spell them as escapes. */
function mayHoldSecret(text: string | undefined): boolean {
  return text === undefined || BEGINNING_OR_ESCAPE.test(text);
}

/** A quick look without paths, since hardly any flow holds one. */
function holdsSecret(roots: unknown[]): boolean {
  const open = roots;
  while (open.length > 0) {
    for (const child of Object.values(open.pop() as Record<string, unknown>)) {
      if (typeof child === 'string') {
        if (child.length >= SHORTEST && secretIn(child)) return true;
      } else if (typeof child === 'object' && child !== null) open.push(child);
    }
  }
  return false;
}
