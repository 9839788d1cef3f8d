import type { Definition } from '../../src/flow/definition.ts';
import { urlPart } from '../../src/report/escape.ts';
import type { RunResult } from '../../src/report/result.ts';
import { readYaml } from '../../src/source/yaml.ts';
import { to } from './load.ts';
import { record } from './record.ts';
import { flow, result } from './result.ts';

/** Addresses of a repository. */
export const links = {
  line: (file: string, line: number) =>
    `https://github.test/${file.split('/').map(urlPart).join('/')}#L${line}`,
  commit: (sha: string) => `https://github.test/${sha}`,
  rule: (id: string) => `https://github.test/rules/${id}.md`,
};
/** A flow in which a text stands wherever its author can write one. */
function written(text: string): Definition {
  const nodes = {
    start: { type: 'start', transitions: to('menu') },
    menu: { type: 'menu', text, transitions: to([text, `${text}!`], ['1', `${text} lost`]) },
    [`${text}!`]: { type: text, text, media_id: text, queue: text, transitions: to(text) },
  };
  const document = readYaml('x.flow.json', 'a: 1\n');
  const locate = () => ({ document, span: { start: 0, end: 1 } });
  return { kind: 'node-graph', document, value: { name: text, nodes }, text: undefined, locate };
}

/** A result in which a text stands everywhere that somebody else writes. */
export function hostileResult(text: string): RunResult {
  const finding = {
    rule: 'missing-target',
    severity: 'error' as const,
    message: text,
    hint: text,
    file: text,
    range: { line: 1, column: 1, endLine: 1, endColumn: 2 },
    manifest: text,
    nodes: [text],
    trace: [
      { node: text, line: 1 },
      { node: text, line: 2 },
    ],
  };
  return result({
    mode: 'plan',
    verdict: text,
    notices: [text],
    flows: [
      flow({
        name: text,
        manifest: text,
        detail: text,
        status: 'drifted',
        version: text,
        versionBefore: `${text} `,
        release: text,
        changes: [
          { group: text, text, part: text },
          { group: '', text, part: '' },
        ],
        definition: written(text),
        documents: [readYaml(text, `a: ${JSON.stringify(text.toWellFormed())}\n`)],
      }),
    ],
    findings: [finding, { ...finding, rule: 'gate-changed' }],
    accepted: [{ finding, by: 'comment', reason: text }],
    gone: [{ name: text, manifest: text, detail: text }],
    records: [{ ...record('x'), flow_name: text, audit_id: text }],
    auditCommit: 'abcdef0123456789',
    auditBranch: text,
    skipped: [text],
    problem: { message: text, hint: text },
  });
}
