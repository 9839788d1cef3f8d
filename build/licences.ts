import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Bundle {
  readonly [file: string]: {
    readonly modules?: Readonly<Record<string, { readonly renderedLength: number }>>;
  };
}

/** Writes `licenses.txt`: the licence text of every package of which a part is in the bundle, and of no other. */
export function licences() {
  return {
    name: 'licences',
    generateBundle(
      this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string },
      _: unknown,
      bundle: Bundle,
    ): void {
      const folders = new Set<string>();
      // Tables of our own that are derived from others' have the licence beside them.
      const tables = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        for (const [id, { renderedLength }] of Object.entries(chunk.modules ?? {})) {
          if (renderedLength === 0) continue;
          if (id.includes('/node_modules/')) folders.add(packageFolder(id));
          else if (existsSync(join(dirname(id), 'LICENSE'))) tables.add(join(dirname(id), 'LICENSE'));
        }
      }
      const parts = [...[...folders].map(describe).sort(), ...[...tables].map(read)];
      this.emitFile({
        type: 'asset',
        fileName: 'licenses.txt',
        source: parts.join(`\n${'-'.repeat(80)}\n\n`),
      });
    },
  };
}

function packageFolder(id: string): string {
  let folder = dirname(id.replace(/^\0/, '').replace(/\?.*$/, ''));
  // Some packages mark inner folders with a package.json that has no name.
  while (
    !existsSync(join(folder, 'package.json')) ||
    !read(join(folder, 'package.json')).includes('"version"')
  )
    folder = dirname(folder);
  return folder;
}

function describe(folder: string): string {
  const about = JSON.parse(read(join(folder, 'package.json'))) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file
    ? read(join(folder, file)).replaceAll('\r\n', '\n').trim()
    : 'The package ships no licence text.';
  return `${about.name} ${about.version} (${about.license ?? 'no licence named'})\n\n${text}\n`;
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
