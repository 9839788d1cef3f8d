import { ActionError } from '../errors.ts';
import { type Finding, placeKey } from '../findings/finding.ts';
import { separateFindings } from '../findings/new-findings.ts';
import type { ChangedFile, GitHub, GitHubInputs } from '../github/port.ts';
import type { Git } from '../runtime.ts';
import type { Run } from '../task.ts';
import { counted } from '../text/plural.ts';
import type { Checked } from '../workspace/checked.ts';
import { loadWorkspace, type WorkspaceInputs } from '../workspace/workspace.ts';
import { baseFiles } from './base-files.ts';
import type { ChangedFlows } from './changed-flows.ts';
import { type CommitFiles, mergeBaseFiles } from './merge-base.ts';
import { readNameStatus } from './name-status.ts';
import { list } from './weakened-settings.ts';

/** What a comparison of findings with the base takes. */
export type OnlyNewInputs = GitHubInputs & WorkspaceInputs;

/**
 * The scope of a run without the findings that the base has as well. Where the base cannot be read, all findings stay, and a
 * notice says why. Findings about weakened checks always stay.
 */
export function onlyNew(scope: ChangedFlows, run: Run<OnlyNewInputs>): Promise<ChangedFlows> {
  const { log } = run.ports;
  return log.group('Compare the findings with the base', async () => {
    try {
      const compared = await comparedWithBase(scope, run);
      for (const notice of compared.notices ?? []) log.info(notice);
      return compared;
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      const notice = `All findings are reported, and not only new ones: ${error.message}. ${error.hint}`;
      log.info(notice);
      return { ...scope, notices: [notice] };
    }
  });
}

async function comparedWithBase(scope: ChangedFlows, run: Run<OnlyNewInputs>): Promise<ChangedFlows> {
  const { workspace } = run;
  const { findings: known, base, earlierPath } = await findingsOfBase(run);
  const all = [...workspace.config.findings, ...workspace.flows.flatMap(({ findings }) => findings)];
  const shared = new Set(separateFindings(all, known, earlierPath).inBase.map(placeKey));
  const isKnown = (finding: Finding) => shared.has(placeKey(finding));
  const flows = workspace.flows.map(
    (flow): Checked => ({
      ...flow,
      findings: flow.findings.filter((finding) => !isKnown(finding)),
      inBase: flow.findings.filter(isKnown),
    }),
  );
  const byFile = new Map(flows.map((flow) => [flow.manifest.file, flow]));
  const mine = scope.flows.map((flow) => byFile.get(flow.manifest.file) ?? flow);
  const { config } = workspace;
  const inBase = [...config.findings.filter(isKnown), ...mine.flatMap((flow) => flow.inBase ?? [])];
  return {
    ...scope,
    flows: mine,
    comparison: {
      base,
      flows,
      config: config.findings.filter((finding) => !isKnown(finding)),
      inBase,
    },
    notices: noticesOf(inBase, mine, base.commit),
  };
}

function noticesOf(inBase: readonly Finding[], flows: readonly Checked[], commit: string): string[] {
  if (inBase.length === 0) return [];
  const them = inBase.length === 1 ? 'it' : 'them';
  const broken = flows
    .filter(({ inBase: mine = [] }) => mine.some(({ severity }) => severity === 'error'))
    .map(({ manifest, graph }) => graph?.name || manifest.file);
  return [
    `${counted(inBase.length, 'finding')} not shown: the base ${commit.slice(0, 7)} has ${them}, too ("only-new").`,
    ...(broken.length > 0
      ? [
          `${counted(broken.length, 'flow')} cannot be published before errors that the base has, too, are fixed: ${list(broken)}.`,
        ]
      : []),
  ];
}

/** The findings before the change, with the base's own configuration, and how to find a file of the change in it. */
interface BaseFindings {
  readonly findings: readonly Finding[];
  readonly base: CommitFiles;
  earlierPath(file: string): string;
}

async function findingsOfBase(run: Run<OnlyNewInputs>): Promise<BaseFindings> {
  const { event, inputs, ports } = run;
  const { range } = event;
  if (!range)
    throw new ActionError(
      `the event ${event.name} has no base to compare with`,
      '"only-new" is for pull requests and merge groups.',
    );
  await requireOwnCommit(run, [event.sha, range.head]);
  const github = inputs.token === '' ? undefined : await ports.github(inputs.token);
  const base = await mergeBaseFiles(range, ports.git, github);
  if (!base)
    throw new ActionError(
      `neither the clone nor GitHub has the commit that ${range.head.slice(0, 7)} started from`,
      'Set "fetch-depth: 0" at actions/checkout.',
    );
  const changes = await changesSince(base.commit, range, ports.git, github);
  const files = await baseFiles({ git: ports.git, files: ports.files, commit: base, changes });
  const touched = run.changes && new Set(run.changes.map(({ path }) => path));
  const { config, flows } = await loadWorkspace(inputs, files, ports.clock.now(), {
    enter: ports.watch?.enter,
    touched,
  });
  const renamed = new Map(changes.flatMap(({ path, from }) => (from === undefined ? [] : [[path, from]])));
  return {
    findings: [...config.findings, ...flows.flatMap(({ findings }) => findings)],
    base,
    earlierPath: (file) => renamed.get(file) ?? file,
  };
}

/** Of another commit, what the change is about is not known. */
async function requireOwnCommit({ ports }: Run<OnlyNewInputs>, own: readonly string[]): Promise<void> {
  const head = (await ports.git(['rev-parse', '--verify', 'HEAD^{commit}'])).toString('utf8').trim();
  if (own.includes(head)) return;
  throw new ActionError(
    `the workspace is at ${head.slice(0, 7)}, which is not the commit of the event`,
    'Check out the commit of the event: use actions/checkout without "ref".',
  );
}

/** The files that differ, from the clone where it has both commits, else from GitHub. */
async function changesSince(
  from: string,
  { base, head }: { readonly base: string; readonly head: string },
  git: Git,
  github: GitHub | undefined,
): Promise<readonly ChangedFile[]> {
  const local = await git([
    'diff',
    '--name-status',
    '-z',
    '--find-renames',
    '--no-ext-diff',
    '--no-textconv',
    from,
    head,
  ]).catch(() => undefined);
  if (local) return readNameStatus(local.toString('utf8'));
  const listed = await github?.changedFiles(base, head);
  if (listed) return listed;
  throw new ActionError(
    'GitHub cannot list all changed files of so large a change',
    'Set "fetch-depth: 0" at actions/checkout.',
  );
}
