import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Plugin {
  name: string;
  enforce?: 'pre';
  resolveId(this: unknown, source: string, importer?: string): string | null;
  load?(this: unknown, id: string): string | null;
  generateBundle?(
    this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string },
    options: unknown,
    bundle: Record<string, { code?: string }>,
  ): void;
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Modules of packages that the action replaces or never uses: the end of their path, and what stands in for them. */
const LEAN: readonly [RegExp, string][] = [
  // The SDK's own configuration file could redirect the login; its logger could print bodies; its client is axios.
  [/purecloud-platform-client-v2\/.*\/configuration\.js$/, resolve(root, 'src/genesys/sdk/configuration.ts')],
  [
    /purecloud-platform-client-v2\/.*\/DefaultHttpClient\.js$/,
    resolve(root, 'src/genesys/sdk/no-default-client.ts'),
  ],
  // Never used: the OIDC client, which loads an HTTP stack, and the details of the platform, which run programs.
  [/@actions\/core\/lib\/oidc-utils\.js$/, resolve(root, 'build/empty.ts')],
  // Never used: the action writes the summary itself.
  [/@actions\/core\/lib\/summary\.js$/, resolve(root, 'build/empty.ts')],
  [/@actions\/core\/lib\/platform\.js$/, resolve(root, 'build/empty.ts')],
];

/** Replaces modules of packages as listed above; the code of a package itself is never changed. */
export function leanPackages(): Plugin {
  return {
    name: 'lean-packages',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer || !source.startsWith('.')) return null;
      const target = resolve(dirname(importer), source).replaceAll('\\', '/');
      return LEAN.find(([pattern]) => pattern.test(target))?.[1] ?? null;
    },
  };
}

/** Files that are imported as text, by `?text` behind their path. */
export function textFiles(): Plugin {
  const MARK = '?text';
  return {
    name: 'text-files',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer || !source.endsWith(MARK)) return null;
      return resolve(dirname(onDisk(importer.split('?')[0] ?? '')), source.slice(0, -MARK.length)) + TEXT;
    },
    load(id) {
      if (!id.endsWith(TEXT)) return null;
      return `export default ${JSON.stringify(readFileSync(onDisk(id.slice(0, -TEXT.length)), 'utf8'))};`;
    },
  };
}

/** Vite may name a module by its path from the root of the project. */
function onDisk(path: string): string {
  return path.replace(/^\/src\//, `${root}/src/`);
}

/** An ending by which no other plugin takes the file for a style or a script. */
const TEXT = '.as-text';

/** Marks the folder as CommonJS, and writes everything beyond ASCII as an escape: Node need not convert such files. */
export function commonJsOutput(): Plugin {
  return {
    name: 'commonjs-output',
    resolveId: () => null,
    generateBundle(_, bundle) {
      this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
      for (const chunk of Object.values(bundle)) {
        if (chunk.code === undefined) continue;
        chunk.code = chunk.code.replace(
          /[^\u0000-\u007f]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
      }
    },
  };
}

/** Reads a package without its source maps, whose sources it does not ship. */
export function withoutSourceMaps(path: RegExp): Plugin {
  return {
    name: 'without-source-maps',
    resolveId: () => null,
    load(id) {
      if (!path.test(id) || !id.endsWith('.js')) return null;
      return readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
    },
  };
}
