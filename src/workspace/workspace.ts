import { ConfigurationError } from '../errors.ts';
import type { FlowHeader } from '../flow/flow-header.ts';
import type { Region } from '../manifest/region.ts';
import { MANIFEST_RULES } from '../rules/repository/index.ts';
import type { Repository, RepositoryRule } from '../rules/repository/rule.ts';
import type { Files } from '../runtime.ts';
import { counted } from '../text/plural.ts';
import { checkFlow } from './check.ts';
import type { Checked } from './checked.ts';
import { baselineFile, CONFIG_FILE, type Config, loadConfig } from './config.ts';
import { discover } from './discover.ts';
import type { Change, DiscoveredPart } from './discover-part.ts';
import { FileStore } from './file-store.ts';
import { finalFindings } from './final-findings.ts';
import type { LoadOptions } from './load.ts';
import type { LoadedFlow, LoadedManifest } from './loaded.ts';

/** Which flows a run is about, and for what environment. */
export interface WorkspaceInputs {
  /** Globs of manifests and Architect YAML files. */
  readonly manifests: readonly string[];
  /** True if the globs are the default, so that the configuration file may name others. */
  readonly manifestsDefault: boolean;
  /** Empty for the manifests without an overlay. */
  readonly environment: string;
  /** The region that every manifest must agree with. */
  readonly region: Region | undefined;
}

/** The manifests of the repository, read and checked: all of them, or those that the findings of a change need. */
export interface Workspace {
  readonly config: Config;
  readonly globs: readonly string[];
  readonly flows: readonly Checked[];
  /** Type and name of every flow of the repository, also of those that were not read in full. */
  readonly names: readonly FlowHeader[];
  /** Files that the globs match and that are neither manifests nor flows. */
  readonly ignored: readonly string[];
  /** What is worth knowing beside the findings, each said once for all manifests. */
  readonly notices: readonly string[];
}

/** Throws an `ActionError` if the globs match no manifest and no flow at all. */
export function requireFlows({ names, ignored, globs }: Workspace): void {
  if (names.length > 0) return;
  const beside =
    ignored.length > 0
      ? ` (${counted(ignored.length, 'file')} there, but none is a manifest or a flow: ${ignored.slice(0, 3).join(', ')}${ignored.length > 3 ? ', …' : ''})`
      : '';
  throw new ConfigurationError(
    `No manifest or flow matches the input "manifests": ${globs.join(', ').slice(0, 300)}${beside}`,
    'Check the globs, and that the repository is checked out before this step (actions/checkout). Manifests end in .flow.json or .flow.yaml, or have a field flow_definition or flow_file.',
  );
}

/** What of a workspace is loaded. */
export interface WorkspaceOptions {
  /** Gets the path of each file before it is read. */
  readonly enter?: ((what: string) => void) | undefined;
  /** Paths of the files that differ, where only the findings of the changed flows are wanted. */
  readonly touched?: ReadonlySet<string> | undefined;
}

/**
 * Loads and checks everything that the globs match, or what the findings of the changed flows need; `now` in milliseconds
 * since 1970. A change of the configuration or the baseline is about all flows.
 */
export async function loadWorkspace(
  inputs: WorkspaceInputs,
  files: Files,
  now: number,
  { enter = () => {}, touched }: WorkspaceOptions = {},
): Promise<Workspace> {
  enter(CONFIG_FILE);
  const store = new FileStore(files);
  const config = await loadConfig(store);
  const globs = inputs.manifestsDefault && config.manifests ? config.manifests : inputs.manifests;
  const options = { store, config, environment: inputs.environment, enter };
  const baseline = baselineFile(config.document);
  const isPart = touched && !touched.has(CONFIG_FILE) && !(baseline !== undefined && touched.has(baseline));
  const change = isPart ? { touched, region: inputs.region?.name } : undefined;
  const { manifests: loaded, sketches, ignored } = await find(files, globs, options, change);
  const names: readonly FlowHeader[] =
    sketches ?? loaded.map(({ graph }) => ({ root: graph?.type.root ?? '', name: graph?.name ?? '' }));
  enter('all flows together');
  const paths = (sketches ?? loaded.map(({ manifest }) => manifest)).map(({ file }) => file);
  const repository = { flows: loaded, region: inputs.region, paths, names };
  checkRepository(MANIFEST_RULES, repository);
  if (loaded.some(({ graph }) => graph?.references.some(({ kind }) => kind === 'flow'))) {
    const { REFERENCE_RULES } = await import('../rules/repository/references.ts');
    checkRepository(REFERENCE_RULES, repository);
  }
  const final = await finalFindings({ config, flows: loaded, store, now, isComplete: change === undefined });
  return {
    config: { ...config, findings: final.config },
    globs,
    flows: final.flows,
    names,
    ignored,
    notices: [...regionNotices(loaded), ...(final.notice === undefined ? [] : [final.notice])],
  };
}

/** Runs rules about all flows together; each finding goes to the flow that it is about. */
function checkRepository(rules: readonly RepositoryRule[], repository: Repository<LoadedFlow>): void {
  for (const rule of rules) rule.check(repository, ({ collector }, draft) => collector.add(rule, draft));
}

/** Reads all flows, or the part of them that a change is about. */
async function find(
  files: Files,
  globs: readonly string[],
  options: LoadOptions,
  change: Change | undefined,
): Promise<Omit<DiscoveredPart<LoadedFlow>, 'sketches'> & Partial<DiscoveredPart<LoadedFlow>>> {
  const check = async (loaded: LoadedManifest) => ({ ...loaded, graph: await checkFlow(loaded) });
  if (!change) return discover(files, globs, options, check);
  const { discoverPart } = await import('./discover-part.ts');
  return discoverPart(files, globs, options, check, change);
}

/** One notice for each text of a region that is read as another, with the manifests that have it. */
function regionNotices(flows: readonly LoadedManifest[]): string[] {
  const files = new Map<string, string[]>();
  for (const { manifest, regionNotice } of flows) {
    if (regionNotice === undefined) continue;
    const known = files.get(regionNotice);
    if (known) known.push(manifest.file);
    else files.set(regionNotice, [manifest.file]);
  }
  return [...files].map(([text, [first, ...more]]) => {
    const others = more.length > 0 ? ` and ${counted(more.length, 'more manifest')}` : '';
    return `target_region in ${first}${others}: ${text}`;
  });
}
