import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Plugin {
  name: string;
  enforce?: 'pre';
  resolveId(this: unknown, source: string, importer?: string): string | null;
  load?(this: unknown, id: string): string | null;
  transform?(this: unknown, code: string, id: string): string | null;
  generateBundle?(
    this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string },
    options: unknown,
    bundle: Record<string, { code?: string }>,
  ): void;
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Parts of packages that the action replaces or never uses: module path ending, and what stands in for it. */
const LEAN: readonly [RegExp, string][] = [
  // The SDK's own configuration file could redirect the login; its logger could print bodies; its client is axios.
  [/purecloud-platform-client-v2\/.*\/configuration\.js$/, resolve(root, 'src/genesys/sdk/configuration.ts')],
  [
    /purecloud-platform-client-v2\/.*\/DefaultHttpClient\.js$/,
    resolve(root, 'src/genesys/sdk/no-default-client.ts'),
  ],
  // The OIDC client drags an HTTP stack into the start-up path, and the platform details run programs; neither is used.
  [/@actions\/core\/lib\/oidc-utils\.js$/, resolve(root, 'build/empty.ts')],
  // Its summary loads Node's streams, promises and readline; the action writes the file itself.
  [/@actions\/core\/lib\/summary\.js$/, resolve(root, 'build/empty.ts')],
  [/@actions\/core\/lib\/platform\.js$/, resolve(root, 'build/empty.ts')],
];

/** Modules of the start-up path that import crypto. */
const LAZY_IMPORTERS = /\/src\/runner\//;

/** Node's crypto takes a fifth of the start-up time; this one loads it when something is really hashed. */
const LAZY_CRYPTO = resolve(root, 'build/lazy-crypto.ts');

/** The one use that @actions/core makes of crypto: the delimiter between the outputs. */
const DELIMITER = resolve(root, 'build/delimiter.ts');

const BUILTINS = resolve(root, 'build/core-builtins.ts');
const STDOUT = resolve(root, 'build/stdout.ts');

/** Replaces the parts of packages listed above. */
export function leanPackages(): Plugin {
  return {
    name: 'lean-packages',
    enforce: 'pre',
    resolveId(source, importer) {
      if (/@actions\/core\/lib\//.test(importer ?? '')) {
        if (source === 'crypto') return DELIMITER;
        if (source === 'fs' || source === 'os') return BUILTINS;
      }
      if (importer && /^(node:)?crypto$/.test(source) && LAZY_IMPORTERS.test(importer)) return LAZY_CRYPTO;
      if (!importer || !source.startsWith('.')) return null;
      const target = resolve(dirname(importer), source).replaceAll('\\', '/');
      return LEAN.find(([pattern]) => pattern.test(target))?.[1] ?? null;
    },
    transform(code, id) {
      if (!id.includes('/@actions/core/lib/') || !code.includes('process.stdout.write(')) return null;
      return `import { write as writeStdout } from ${JSON.stringify(STDOUT)};\n${code.replaceAll('process.stdout.write(', 'writeStdout(')}`;
    },
  };
}

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
