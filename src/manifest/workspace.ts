import { UserError } from '../errors.ts';
import type { Files } from '../ports.ts';
import { type Checked, checkTogether } from '../rules/across/manifests.ts';
import { checkFlow } from '../rules/check.ts';
import { MARK } from '../rules/silence/mark.ts';
import type { Inputs } from '../runner/inputs.ts';
import { dictionary } from '../source/data.ts';
import type { SourceDocument } from '../source/document.ts';
import { counted } from '../words.ts';
import { CONFIG_FILE, type Config, loadConfig } from './config.ts';
import { discover } from './discover.ts';
import { FileStore } from './file-store.ts';
import type { Manifest } from './manifest.ts';

/** All manifests of the repository, read and checked. */
export interface Workspace {
  readonly config: Config;
  readonly globs: readonly string[];
  readonly flows: readonly Checked[];
  /** Files that the globs match and that are neither manifests nor flows. */
  readonly ignored: readonly string[];
  /** What is worth knowing beside the findings, each said once for all manifests. */
  readonly notices: readonly string[];
}

/** Throws a `UserError` if the globs match no manifest and no flow at all. */
export function requireFlows({ flows, ignored, globs }: Workspace): void {
  if (flows.length > 0) return;
  const beside =
    ignored.length > 0
      ? ` (${counted(ignored.length, 'file')} there, but none is a manifest or a flow: ${ignored.slice(0, 3).join(', ')}${ignored.length > 3 ? ', …' : ''})`
      : '';
  throw new UserError(
    `no manifest or flow matches the input "manifests": ${globs.join(', ').slice(0, 300)}${beside}`,
    'Check the globs, and that the repository is checked out before this step (actions/checkout). Manifests end in .flow.json or .flow.yaml, or have a field flow_definition or flow_file.',
  );
}

/** Loads and checks everything that the globs match; `now` in milliseconds since 1970. `enter` is told each file. */
export async function loadWorkspace(
  inputs: Inputs,
  files: Files,
  now: number,
  enter: (what: string) => void = () => {},
): Promise<Workspace> {
  enter(CONFIG_FILE);
  const store = new FileStore(files);
  const config = await loadConfig(store);
  const globs = inputs.manifestsDefault && config.manifests ? config.manifests : inputs.manifests;
  const options = { store, config, environment: inputs.environment, enter };
  const { manifests: flows, ignored } = await discover(files, globs, options, async (loaded) => ({
    ...loaded,
    graph: await checkFlow(loaded),
  }));
  enter('all flows together');
  checkTogether(flows, inputs.region);
  if (flows.some(({ graph }) => graph?.references.some(({ kind }) => kind === 'flow'))) {
    const { checkFlowsTogether } = await import('../rules/across/flows.ts');
    checkFlowsTogether(flows);
  }
  const hidden = await silence(config, flows, store, now);
  return { config, globs, flows, ignored, notices: [...regionNotices(flows), ...(hidden ? [hidden] : [])] };
}

/** One notice for each text of a region that is read as another, with the manifests that have it. */
function regionNotices(flows: readonly Checked[]): string[] {
  const files = new Map<string, string[]>();
  for (const { manifest, regionNotice } of flows) {
    if (regionNotice === undefined) continue;
    files.set(regionNotice, [...(files.get(regionNotice) ?? []), manifest.file]);
  }
  return [...files].map(([text, [first, ...more]]) => {
    const others = more.length > 0 ? ` and ${counted(more.length, 'more manifest')}` : '';
    return `target_region in ${first}${others}: ${text}`;
  });
}

/** Takes out what somebody decided to live with; most repositories have nothing of the kind. */
async function silence(
  config: Config,
  flows: readonly Checked[],
  store: FileStore,
  now: number,
): Promise<string | undefined> {
  const documents = flows.flatMap(({ manifest }) => sourcesOf(manifest));
  const settings = config.document && dictionary(config.document.value);
  const commented = documents.some(({ text }) => text.includes(MARK));
  if (!commented && settings?.suppressions === undefined && settings?.baseline === undefined)
    return undefined;
  const { silenceFindings } = await import('../rules/silence/index.ts');
  return silenceFindings({
    config,
    flows,
    documents,
    store,
    today: new Date(now).toISOString().slice(0, 10),
  });
}

/** The files that a person writes for a flow: its manifest, and its source. */
export function sourcesOf({ document, definition }: Manifest): SourceDocument[] {
  const source = definition?.document;
  return source && source.file !== document.file ? [document, source] : [source ?? document];
}
