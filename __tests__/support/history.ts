import { blobId } from '../../src/audit/verify/step.ts';
import type { BranchCommit, BranchHistory, FileChange } from '../../src/git/history.ts';
import type { FakeGitHub } from './github.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A history that tests change. */
export interface TestHistory extends BranchHistory {
  readonly commits: (Writable<Omit<BranchCommit, 'parents' | 'changes'>> & {
    parents: string[];
    changes: Writable<FileChange>[];
  })[];
  readonly texts: Map<string, string>;
}

/** The branch of a repository in memory, as git reads it from a clone. */
export function historyOf({ commits }: FakeGitHub): TestHistory {
  const texts = new Map<string, string>();
  let before: ReadonlyMap<string, string> = new Map();
  const seen = commits.map(({ oid, message, date, files }, at): TestHistory['commits'][number] => {
    const changes: Writable<FileChange>[] = [];
    for (const [path, text] of files) {
      const old = before.get(path);
      if (old === text) continue;
      const blob = blobId(text, oid);
      texts.set(blob, text);
      changes.push({ kind: old === undefined ? 'A' : 'M', path, mode: '100644', blob });
    }
    for (const path of before.keys()) {
      if (!files.has(path)) changes.push({ kind: 'D', path, mode: '000000', blob: '0'.repeat(40) });
    }
    before = files;
    const parent = commits[at - 1]?.oid;
    return {
      sha: oid,
      parents: parent === undefined ? [] : [parent],
      signed: true,
      date,
      message,
      changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)),
    };
  });
  return { commits: seen, texts, read: async (blob) => texts.get(blob) };
}
