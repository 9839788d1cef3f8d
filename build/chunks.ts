import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Context {
  getModuleInfo(id: string): { readonly importedIds: readonly string[]; readonly isEntry: boolean } | null;
  getModuleIds(): Iterable<string>;
}

const root = resolve(fileURLToPath(import.meta.url), '../..');

/** A chunk, and the modules whose imports it is made of: what all of them import. The first chunk takes what several need. */
interface Chunk {
  readonly name: string;
  readonly roots: readonly string[];
}

const CHUNKS: readonly Chunk[] = [
  // What a validation reads and checks with, on GitHub and on the command line.
  { name: 'start', roots: ['src/main.ts', 'src/cli/validate.ts'] },
  // How Architect YAML is read, for its rules and for pictures.
  { name: 'architect', roots: ['src/main.ts', 'src/workspace/check-architect.ts'] },
  { name: 'check-architect', roots: ['src/workspace/check-architect.ts'] },
  // The runner's log, summary and pictures, which the command line does without.
  { name: 'action', roots: ['src/main.ts'] },
];

/**
 * Puts what every run needs into one file, and what only some runs need besides into a few others. A file for each part that
 * two chunks share costs more to find, read and compile than the part itself.
 */
export function chunks() {
  const chunkOf = new Map<string, string>();
  const plugin = {
    name: 'chunks',
    buildEnd(this: Context) {
      for (const { name, roots } of CHUNKS) {
        const [first = new Set<string>(), ...others] = roots.map((file) => importedBy(this, file));
        for (const id of first) {
          if (chunkOf.has(id) || !others.every((each) => each.has(id))) continue;
          // An entry runs when its chunk is loaded, so it stays out of what others load.
          chunkOf.set(id, this.getModuleInfo(id)?.isEntry ? '' : name);
        }
      }
    },
  };
  const groups = CHUNKS.map(({ name }, at) => ({
    name,
    priority: CHUNKS.length - at,
    test: (id: string) => chunkOf.get(id) === name,
  }));
  return { plugin, groups };
}

/** A module with everything that is loaded when it is. */
function importedBy(context: Context, file: string): Set<string> {
  const open = [...context.getModuleIds()].filter((id) => relative(root, id).replaceAll('\\', '/') === file);
  if (open.length === 0) throw new Error(`build/chunks.ts: ${file} is not part of the action`);
  const found = new Set(open);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const each of context.getModuleInfo(id)?.importedIds ?? []) {
      if (found.has(each)) continue;
      found.add(each);
      open.push(each);
    }
  }
  return found;
}
