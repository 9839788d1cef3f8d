import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Plugin {
  name: string;
  enforce?: 'pre';
  resolveId(this: unknown, source: string, importer?: string): string | null;
  load?(this: unknown, id: string): string | null;
  transform?(this: unknown, code: string, id: string): string | null;
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Parts of packages that the action replaces or never uses: module path ending, and what stands in for it. */
const LEAN: readonly [RegExp, string][] = [
  // The SDK's own configuration file could redirect the login; its logger could print bodies; its client is axios.
  [/purecloud-platform-client-v2\/.*\/configuration\.js$/, resolve(root, 'src/genesys/sdk-configuration.ts')],
  [
    /purecloud-platform-client-v2\/.*\/DefaultHttpClient\.js$/,
    resolve(root, 'src/genesys/sdk-no-default-client.ts'),
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

const STDOUT = resolve(root, 'build/stdout.ts');

/** Replaces the parts of packages listed above. */
export function leanPackages(): Plugin {
  return {
    name: 'lean-packages',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === 'crypto' && /@actions\/core\/lib\//.test(importer ?? '')) return DELIMITER;
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
