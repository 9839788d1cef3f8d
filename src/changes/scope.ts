import type { Event } from '../event/event.ts';
import { type Draft, type Origin, toFinding } from '../findings/draft.ts';
import type { Finding } from '../findings/finding.ts';
import { MARK } from '../findings/suppression-mark.ts';
import type { ChangedFile, GitHub } from '../github/port.ts';
import { gateChanged } from '../rules/manifest.ts';
import { valueAt } from '../source/layers.ts';
import { readSource } from '../source/read.ts';
import { readGlobs } from '../text/globs.ts';
import type { Checked } from '../workspace/checked.ts';
import { CONFIG_FILE } from '../workspace/config.ts';
import { isManifestName } from '../workspace/discover.ts';
import { sourcesOf } from '../workspace/sources.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { GoneFlow } from './gone-flow.ts';

/** The part of the repository that a pull request or merge group is about. */
export interface Scope {
  readonly flows: readonly Checked[];
  /** Changes of what the pull request is judged by. */
  readonly findings: readonly Finding[];
  readonly gone: readonly GoneFlow[];
  /** Why everything is checked although only a part was asked for. */
  readonly notice: string | undefined;
}

/** Manifests whose earlier text is looked at, to see whether the rules were changed; one request each. */
const MOST_LOOKUPS = 30;

/**
 * Finds the flows that differ from the base: their manifest or a file that it names. Without a base, all of them. `changes`
 * are the files that differ, where they are known already.
 */
export async function changedScope(
  workspace: Workspace,
  event: Event,
  github: GitHub | undefined,
  changes?: readonly ChangedFile[],
): Promise<Scope> {
  const everything = (notice: string | undefined): Scope => ({
    flows: workspace.flows,
    findings: [],
    gone: [],
    notice,
  });
  if (!event.range) return everything(undefined);
  if (!github)
    return everything('There is no github-token, so all flows were checked, not only the changed ones.');
  const files = changes ?? (await github.changedFiles(event.range.base, event.range.head));
  if (!files)
    return everything(
      'GitHub cannot list all changed files of so large a change, so all flows were checked.',
    );

  const touched = new Set(files.map(({ path }) => path));
  const baseline = valueAt(workspace.config.document?.value, ['baseline']);
  const configChanged = touched.has(CONFIG_FILE) || (typeof baseline === 'string' && touched.has(baseline));
  const flows = configChanged
    ? workspace.flows
    : workspace.flows.filter(({ manifest }) => manifest.files.some((file) => touched.has(file)));
  const findings = await gateChanges(workspace, flows, touched, event.range.base, github);

  const { matches } = readGlobs(workspace.globs);
  const names = new Set(workspace.names.map(({ name }) => name));
  const gone: GoneFlow[] = [];
  for (const { path, status } of files) {
    if (status !== 'removed' || !matches(path) || !/\.(json|ya?ml)$/i.test(path)) continue;
    const name = await flowName(path, event.range.base, github);
    if (name === undefined && !isManifestName(path)) continue;
    if (name !== undefined && names.has(name)) continue;
    gone.push({
      name: name ?? path,
      manifest: path,
      detail: `${path} is removed. If the flow is live it stays so: take it out of service in Genesys Cloud if that is meant.`,
    });
  }
  return {
    flows,
    findings,
    gone,
    notice: configChanged
      ? `${CONFIG_FILE} or the baseline has changed, so all flows were checked.`
      : undefined,
  };
}

/** A pull request can loosen the rules that it is judged by; whoever approves it has to know. */
async function gateChanges(
  workspace: Workspace,
  flows: readonly Checked[],
  touched: ReadonlySet<string>,
  base: string,
  github: GitHub,
): Promise<Finding[]> {
  const found: Finding[] = [];
  const add = (draft: Draft, origin: Origin) => {
    const finding = toFinding(gateChanged, draft, origin);
    if (finding) found.push(finding);
  };
  const { config } = workspace;
  const baseline = valueAt(config.document?.value, ['baseline']);
  for (const file of [CONFIG_FILE, baseline]) {
    if (typeof file !== 'string' || !touched.has(file) || !config.document) continue;
    const place = { document: config.document, span: { start: 0, end: 0 } };
    const hint = 'Look at what it allows before you approve.';
    add({ place, message: `${file} is changed`, hint }, { file: config.file, severities: {} });
  }
  let lookups = 0;
  for (const { manifest } of flows) {
    const origin = { file: manifest.file, severities: manifest.severities };
    for (const document of sourcesOf(manifest)) {
      if (!touched.has(document.file) || !document.text.includes(MARK) || lookups >= MOST_LOOKUPS) continue;
      lookups++;
      const before = marks((await github.textAt(base, document.file)) ?? '');
      const fresh = [...marks(document.text)].find((mark) => !before.has(mark));
      if (fresh === undefined) continue;
      add(
        {
          place: { document, span: { start: 0, end: 0 } },
          message: `${document.file} has a comment that silences a rule: ${fresh}`,
          hint: 'Look at what it allows before you approve.',
        },
        origin,
      );
    }
    const now = valueAt(manifest.document.value, ['validation_rules']);
    if (!touched.has(manifest.file) || lookups >= MOST_LOOKUPS) continue;
    lookups++;
    const text = await github.textAt(base, manifest.file);
    if (text === undefined) continue;
    const before = valueAt((await readSource(manifest.file, Buffer.from(text))).value, ['validation_rules']);
    if (canonical(before) === canonical(now)) continue;
    add(
      {
        place: manifest.settings.locate(['validation_rules'], 'key'),
        message: `validation_rules of ${manifest.file} are changed`,
        hint: 'Look at what they allow before you approve.',
      },
      origin,
    );
  }
  return found;
}

/** The lines of a text that silence a rule, without what stands before the comment. */
function marks(text: string): Set<string> {
  return new Set(
    text
      .split('\n')
      .filter((line) => line.includes(MARK))
      .map((line) => line.slice(line.indexOf(MARK)).trim()),
  );
}

/** JSON with sorted keys, so that the order in which somebody wrote them makes no difference. */
function canonical(value: unknown): string {
  const sorted = (_: string, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each;
  return JSON.stringify(value, sorted) ?? '';
}

/** The name of the flow that a removed file described, if it described one inline. */
async function flowName(path: string, base: string, github: GitHub): Promise<string | undefined> {
  const text = await github.textAt(base, path);
  if (text === undefined) return undefined;
  const { value } = await readSource(path, Buffer.from(text));
  const inline = valueAt(value, ['flow_definition', 'name']);
  if (typeof inline === 'string') return inline;
  const root = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const bare = root.length === 1 ? valueAt(value, [String(root[0]), 'name']) : undefined;
  return typeof bare === 'string' ? bare : undefined;
}
