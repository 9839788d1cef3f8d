import type { ChangedFile, GitHub } from '../github/port.ts';
import { valueAt } from '../source/layers.ts';
import { readSource } from '../source/read.ts';
import { readGlobs } from '../text/globs.ts';
import { isManifestName } from '../workspace/discover.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A flow that is live and that nothing in the repository describes any more. */
export interface GoneFlow {
  readonly name: string;
  readonly manifest: string;
  readonly detail: string;
}

/** The flows whose manifest or file a change removes, and that no other file of the workspace describes. */
export async function goneFlows(
  files: readonly ChangedFile[],
  { globs, names: headers }: Pick<Workspace, 'globs' | 'names'>,
  base: string,
  github: GitHub,
): Promise<GoneFlow[]> {
  const { matches } = readGlobs(globs);
  const names = new Set(headers.map(({ name }) => name));
  const gone: GoneFlow[] = [];
  for (const { path, status } of files) {
    if (status !== 'removed' || !matches(path) || !/\.(json|ya?ml)$/i.test(path)) continue;
    const name = await flowName(path, base, github);
    if (name === undefined && !isManifestName(path)) continue;
    if (name !== undefined && names.has(name)) continue;
    gone.push({
      name: name ?? path,
      manifest: path,
      detail: `${path} is removed. A flow that is live stays live; deactivate it in Genesys Cloud if that is meant.`,
    });
  }
  return gone;
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
