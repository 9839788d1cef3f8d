import { expect, test } from 'vitest';
import type { Ports } from '../../src/ports.ts';
import type { RunResult } from '../../src/report/result.ts';
import { withoutUntracked } from '../../src/report/untracked.ts';
import type { SourceDocument } from '../../src/source/document.ts';
import { memoryFiles } from '../support/files.ts';

const documents = ['flows/a.yaml', 'flows/b.yaml'].map((file) => ({ file }) as SourceDocument);
const result = {
  flows: [{ manifest: 'flows/a.yaml', documents }],
  findings: [{ file: 'flows/a.yaml' }, { file: 'flows/b.yaml' }],
  notices: ['before'],
} as unknown as RunResult;
const workspace = { '.git': '', 'flows/a.yaml': 'a', 'flows/b.yaml': 'b' };

function ports(content: Readonly<Record<string, string>>, index: readonly string[] | Error): Ports {
  const git = async () => {
    if (index instanceof Error) throw index;
    return Buffer.from(index.map((path) => `100644 ${'0'.repeat(40)} 0\t${path}\0`).join(''));
  };
  return { files: memoryFiles(content), git } as unknown as Ports;
}

const shown = ({ flows }: RunResult) => flows.flatMap((flow) => flow.documents.map(({ file }) => file));

test('code of tracked files is shown', async () => {
  const same = await withoutUntracked(result, ports(workspace, ['flows/a.yaml', 'flows/b.yaml']));
  expect(same).toBe(result);
});

test('code of a file that git does not track is not shown, and a notice says so', async () => {
  const less = await withoutUntracked(result, ports(workspace, ['flows/a.yaml']));
  expect(shown(less)).toEqual(['flows/a.yaml']);
  expect(less.notices).toEqual([
    'before',
    'No code of flows/b.yaml is shown, because git does not track it.',
  ]);
  expect(less.findings).toBe(result.findings);
});

test('where git cannot say, or there is no clone, no code is shown', async () => {
  const failing = await withoutUntracked(result, ports(workspace, new Error('no git')));
  expect(shown(failing)).toEqual([]);
  const { '.git': _, ...noClone } = workspace;
  expect(shown(await withoutUntracked(result, ports(noClone, ['flows/a.yaml'])))).toEqual([]);
});
