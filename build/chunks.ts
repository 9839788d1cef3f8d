import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Context {
  getModuleInfo(id: string): { readonly importedIds: readonly string[]; readonly isEntry: boolean } | null;
  getModuleIds(): Iterable<string>;
}

const root = resolve(fileURLToPath(import.meta.url), '../..');

/** Chunks by the module from which each is made with everything that it imports; the first takes what both need. */
const ROOTS: Readonly<Record<string, string>> = {
  start: 'src/index.ts',
  'check-architect': 'src/workspace/check-architect.ts',
};

/**
 * Puts what every run needs into one file, and what runs over Architect YAML need besides into a second one. A file for
 * each part that two chunks share costs more to find, read and compile than the part itself.
 */
export function chunks() {
  const chunkOf = new Map<string, string>();
  const names = Object.keys(ROOTS);
  const plugin = {
    name: 'chunks',
    buildEnd(this: Context) {
      for (const [name, file] of Object.entries(ROOTS)) {
        const open = [...this.getModuleIds()].filter(
          (id) => relative(root, id).replaceAll('\\', '/') === file,
        );
        if (open.length === 0) throw new Error(`build/chunks.ts: ${file} is not part of the action`);
        for (let id = open.pop(); id !== undefined; id = open.pop()) {
          if (chunkOf.has(id)) continue;
          // An entry runs when its chunk is loaded, so it stays out of what others load.
          chunkOf.set(id, this.getModuleInfo(id)?.isEntry ? '' : name);
          open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
        }
      }
    },
  };
  const groups = names.map((name, at) => ({
    name,
    priority: names.length - at,
    test: (id: string) => chunkOf.get(id) === name,
  }));
  return { plugin, groups };
}
