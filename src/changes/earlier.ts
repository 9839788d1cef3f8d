import { compareVersions, type EarlierVersion } from '../difference/read-parts.ts';
import { ActionError } from '../errors.ts';
import type { Definition } from '../flow/definition.ts';
import type { ChangedFile } from '../github/port.ts';
import { pool } from '../net/pool.ts';
import type { Files } from '../runtime.ts';
import { counted } from '../text/plural.ts';
import { loadConfig } from '../workspace/config.ts';
import { kindOf } from '../workspace/discover.ts';
import { FileStore } from '../workspace/file-store.ts';
import { type LoadOptions, loadBareFlow, loadManifest } from '../workspace/load.ts';
import type { CommitFiles } from './merge-base.ts';

/** Flows of one change that are compared; each takes one or two requests of the token's 1,000 an hour. */
const MOST_FLOWS = 100;
/** Removed files that are looked at, to see whether a new file is one of them under another name. */
const MOST_REMOVED = 20;
const AT_ONCE = 4;

/** A flow of a change: its manifest or flow file, what it is now, and its name. */
export interface ChangedFlow {
  readonly manifest: { readonly file: string; readonly definition: Definition | undefined };
  readonly graph: { readonly name: string } | undefined;
}

/** The flows of a change as they were before it. */
export interface EarlierVersions {
  /** By the path of the manifest; a flow that is new has none. */
  readonly versions: ReadonlyMap<string, EarlierVersion>;
  /** Flows that are not in the commit that the change started from. */
  readonly added: ReadonlySet<string>;
  /** The removed file that a new one continues, by the path of the new one. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly notices: readonly string[];
}

/** Compares the flows of a change with the commit that it started from. Only the differences are kept, and what they are about. */
export async function earlierVersions(
  flows: readonly ChangedFlow[],
  commit: CommitFiles,
  environment: string,
  changes: readonly ChangedFile[],
): Promise<EarlierVersions> {
  const store = new FileStore(filesOf(commit));
  const versions = new Map<string, EarlierVersion>();
  const added = new Set<string>();
  const renamed = new Map<string, string>();
  const unread: string[] = [];
  const compare = async ({ manifest }: ChangedFlow, options: LoadOptions) => {
    if (!manifest.definition) return;
    const earlier = await definitionAt(manifest.file, options);
    if (earlier === 'missing') added.add(manifest.file);
    else if (earlier === undefined) unread.push(manifest.file);
    else {
      const version = compareVersions(earlier, manifest.definition);
      if (version) versions.set(manifest.file, version);
      else unread.push(manifest.file);
    }
  };
  try {
    const options: LoadOptions = { store, config: await loadConfig(store), environment };
    await pool(flows.slice(0, MOST_FLOWS), AT_ONCE, (flow) => compare(flow, options));
    await findRenamed(flows, { added, versions, renamed }, options, changes);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return {
      versions,
      added,
      renamed,
      notices: [`The earlier version of the flows could not be read: ${error.message}.`],
    };
  }
  const left = flows.length - MOST_FLOWS;
  return {
    versions,
    added,
    renamed,
    notices: [
      ...(left > 0
        ? [
            `${counted(left, 'more flow')} changed, too, and ${left === 1 ? 'was' : 'were'} not compared with the base.`,
          ]
        : []),
      ...(unread.length > 0
        ? [
            `Not compared with the base, where the flow cannot be read: ${unread.slice(0, 5).join(', ')}${unread.length > 5 ? ', …' : ''}.`,
          ]
        : []),
    ],
  };
}

/** A file of a commit in place of the workspace's; nothing else is there to be found. */
function filesOf({ text }: CommitFiles): Files {
  return {
    find: () => Promise.resolve([]),
    async resolve(path) {
      const found = await text(path);
      return found === undefined
        ? { ok: false, why: 'missing' }
        : { ok: true, path, size: Buffer.byteLength(found) };
    },
    read: async (path) => Buffer.from((await text(path)) ?? ''),
    write: () => Promise.reject(new Error('a commit is not written to')),
  };
}

/** The flow that a manifest or flow file described; undefined for one that cannot be read. */
async function definitionAt(file: string, options: LoadOptions): Promise<Definition | 'missing' | undefined> {
  const { store } = options;
  const loaded = await store.load(file);
  if (!loaded.ok) return loaded.missing ? 'missing' : undefined;
  const kind = await kindOf(file, store);
  if (kind === 'other') return undefined;
  const document = await store.parse(file);
  const { manifest } =
    kind === 'flow' ? await loadBareFlow(document, options) : await loadManifest(document, options);
  const { definition } = manifest;
  return definition?.value === undefined ? undefined : definition;
}

/** Paths of the removed files that were manifests or flow files, and whether there were too many removed files to read them all. */
export async function removedFlows(
  commit: CommitFiles,
  environment: string,
  changes: readonly ChangedFile[],
): Promise<{ readonly files: readonly string[]; readonly unread: number }> {
  const store = new FileStore(filesOf(commit));
  const options: LoadOptions = { store, config: await loadConfig(store), environment };
  const removed = removedFiles(changes);
  const found = await removedDefinitions(removed, options);
  return { files: [...found.keys()], unread: Math.max(0, removed.length - MOST_REMOVED) };
}

function removedFiles(changes: readonly ChangedFile[]): readonly string[] {
  return changes.flatMap(({ status, path }) =>
    status === 'removed' && /\.(json|ya?ml)$/i.test(path) ? [path] : [],
  );
}

async function removedDefinitions(
  removed: readonly string[],
  options: LoadOptions,
): Promise<ReadonlyMap<string, Definition>> {
  const found = new Map<string, Definition>();
  for (const path of removed.slice(0, MOST_REMOVED)) {
    const definition = await definitionAt(path, options);
    if (definition !== undefined && definition !== 'missing') found.set(path, definition);
  }
  return found;
}

/** What is found out about flows that are new, or seem so. */
interface NewFlows {
  readonly added: Set<string>;
  readonly versions: Map<string, EarlierVersion>;
  readonly renamed: Map<string, string>;
}

/** A new flow whose name a removed one had is that one: its file was renamed. */
async function findRenamed(
  flows: readonly ChangedFlow[],
  { added, versions, renamed }: NewFlows,
  options: LoadOptions,
  changes: readonly ChangedFile[],
): Promise<void> {
  const removed = removedFiles(changes);
  if (added.size === 0 || removed.length === 0) return;
  const found = [...(await removedDefinitions(removed, options))];
  for (const { manifest, graph } of flows) {
    if (!added.has(manifest.file) || !manifest.definition || !graph) continue;
    const same = found.find(
      ([, each]) => each.kind === manifest.definition?.kind && nameIn(each) === graph.name,
    );
    const version = same && compareVersions(same[1], manifest.definition);
    if (!version) continue;
    versions.set(manifest.file, version);
    renamed.set(manifest.file, same[0]);
    added.delete(manifest.file);
  }
}

function nameIn({ kind, value }: Definition): unknown {
  const root = typeof value === 'object' && value !== null ? value : {};
  const flow: unknown = kind === 'architect' ? Object.values(root)[0] : root;
  return typeof flow === 'object' && flow !== null && 'name' in flow ? flow.name : undefined;
}
