import { earlierVersions, removedFlows } from '../changes/earlier.ts';
import { withLinks } from '../changes/linked-files.ts';
import { localChanges } from '../changes/local-changes.ts';
import { mergeBaseFiles } from '../changes/merge-base.ts';
import { sentences } from '../difference/sentence.ts';
import { ConfigurationError } from '../errors.ts';
import { gitIn } from '../git/run.ts';
import type { FlowResult } from '../report/result.ts';
import { counted } from '../text/plural.ts';
import type { Call } from './arguments.ts';
import { type Base, baseOf } from './base.ts';
import { type ComparedFlow, type Comparison, diffJson, diffMarkdown, diffText } from './diff-text.ts';
import { type Prepared, prepareMode } from './run-mode.ts';
import { styleFor } from './terminal.ts';
import { EXIT, type ExitCode, type World } from './world.ts';

/**
 * Prints what differs between the flows in the working tree and the commit that the work started from, in the words of
 * callers. Differences are no error: the exit code is 0. Throws a `ConfigurationError` where there is no such commit.
 */
export async function diff(call: Call, world: World): Promise<ExitCode> {
  const prepared = await prepareMode('validate', call, world);
  const comparison = await compare(prepared, call.positionals[0]);
  world.stdout.write(formatted(comparison, call, world));
  return EXIT.success;
}

function formatted(comparison: Comparison, call: Call, world: World): string {
  switch (call.values.format) {
    case 'json':
      return diffJson(comparison);
    case 'markdown':
      return diffMarkdown(comparison);
    default:
      return diffText(comparison, styleFor(world.stdout, world.environment));
  }
}

async function compare(prepared: Prepared, named: string | undefined): Promise<Comparison> {
  const { root, inputs } = prepared;
  const git = gitIn(root);
  const base = await baseOf(git, named);
  const commit = await commitFiles(base, git);
  const files = await withLinks(await localChanges(git, base.commit), git);
  const touched = new Set(files.map(({ path }) => path));
  const result = await prepared.start();
  const flows = result.flows.filter(({ documents }) => documents.some(({ file }) => touched.has(file)));
  const earlier = await earlierVersions(flows.map(asChanged), commit, inputs.environment, files);
  const removed = await removedFlows(commit, inputs.environment, files);
  // Without any flow left, what was removed is still to be shown.
  if (result.problem && removed.files.length === 0)
    throw new ConfigurationError(result.problem.message, result.problem.hint);
  const continued = new Set(earlier.renamed.values());
  return {
    base,
    flows: flows.map((flow): ComparedFlow => {
      const version = earlier.versions.get(flow.manifest);
      const renamedFrom = earlier.renamed.get(flow.manifest);
      if (version)
        return {
          flow: { ...flow, earlier: version, changes: sentences(version.difference) },
          state: 'changed',
          renamedFrom,
        };
      return { flow, state: earlier.added.has(flow.manifest) ? 'new' : 'unread', renamedFrom };
    }),
    removed: removed.files.filter((file) => !continued.has(file)),
    notices: [
      ...earlier.notices,
      ...(removed.unread > 0 ? [`Not read: ${counted(removed.unread, 'more removed file')}.`] : []),
    ],
  };
}

async function commitFiles({ commit }: Base, git: ReturnType<typeof gitIn>) {
  const found = await mergeBaseFiles({ base: commit, head: 'HEAD' }, git, undefined);
  if (found) return found;
  throw new ConfigurationError(`git cannot read the commit ${commit}`, 'Check the clone with git fsck.');
}

function asChanged({ manifest, definition, name }: FlowResult) {
  return { manifest: { file: manifest, definition }, graph: { name } };
}
