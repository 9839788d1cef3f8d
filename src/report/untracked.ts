import type { Ports } from '../ports.ts';
import { counted } from '../text/plural.ts';
import type { RunResult } from './result.ts';

/**
 * The result without the text of files that git does not track: an earlier step may have left a secret in one, and a
 * finding would show the lines around it. Where git cannot say, no file counts as tracked.
 */
export async function withoutUntracked(result: RunResult, { files, git }: Ports): Promise<RunResult> {
  const named = new Set(result.findings.map(({ file }) => file));
  const shown = new Set(
    result.flows
      .flatMap(({ documents }) => documents.map(({ file }) => file))
      .filter((file) => named.has(file)),
  );
  if (shown.size === 0) return result;
  const tracked = await trackedFiles({ files, git });
  const hidden = new Set<string>();
  for (const file of shown) {
    const real = await files.resolve(file);
    if (!real.ok || !tracked.has(real.path)) hidden.add(file);
  }
  if (hidden.size === 0) return result;
  const [first = ''] = hidden;
  const others = hidden.size > 1 ? ` and ${counted(hidden.size - 1, 'other file')}` : '';
  return {
    ...result,
    flows: result.flows.map((flow) => ({
      ...flow,
      documents: flow.documents.filter(({ file }) => !hidden.has(file)),
    })),
    notices: [...result.notices, `No code of ${first}${others} is shown, because git does not track it.`],
  };
}

/** The regular files in git's index. A link is not one: what it leads to has to be tracked itself. */
async function trackedFiles({ files, git }: Pick<Ports, 'files' | 'git'>): Promise<ReadonlySet<string>> {
  const clone = await files.resolve('.git');
  if (!clone.ok && clone.why === 'missing') return new Set();
  try {
    const listed = (await git(['ls-files', '--stage', '-z'])).toString('utf8').split('\0');
    const entries = listed.map((entry) => /^100(?:644|755) [0-9a-f]+ 0\t(.*)$/s.exec(entry)?.[1]);
    return new Set(entries.filter((path) => path !== undefined));
  } catch {
    return new Set();
  }
}
