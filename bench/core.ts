import { EXPRESSION_RULES } from '../src/rules/expressions/index.ts';
import type { Files } from '../src/runtime.ts';
import { checkFlow } from '../src/workspace/check.ts';
import { loadConfig } from '../src/workspace/config.ts';
import { FileStore } from '../src/workspace/file-store.ts';
import { loadBareFlow, loadManifest } from '../src/workspace/load.ts';
import { bigManifest, chainManifest } from './graphs.ts';

export { checkExpression } from '../src/expressions/checker.ts';
export { readBlockYaml } from '../src/source/block-yaml/read.ts';
export { readYaml } from '../src/source/yaml.ts';

const FILE = 'flows/big.flow.json';

function oneFile(bytes: Uint8Array, file = FILE, config = ''): Files {
  return {
    find: async () => [file],
    resolve: async (path) => {
      if (path === file) return { ok: true, path, size: bytes.length };
      if (path === '.genesys-flows.yml' && config !== '') return { ok: true, path, size: config.length };
      return { ok: false, why: 'missing' };
    },
    read: async (path) => (path === file ? bytes : Buffer.from(config)),
    write: async () => {},
  };
}

async function loaded(bytes: Uint8Array) {
  const store = new FileStore(oneFile(bytes));
  const config = await loadConfig(store);
  return loadManifest(await store.parse(FILE), { store, config, environment: '' });
}

/** Reads a manifest and runs every rule on it. */
export async function readAndCheck(bytes: Uint8Array): Promise<number> {
  const manifest = await loaded(bytes);
  await checkFlow(manifest);
  return manifest.collector.findings.length;
}

/** A configuration with the rules about expressions as they are, and one without them. */
export const EXPRESSIONS = settings((severity) => severity);
export const NO_EXPRESSIONS = settings(() => 'off');

function settings(severityOf: (severity: string) => string): string {
  return `rules:\n${EXPRESSION_RULES.map(({ id, severity }) => `  ${id}: ${severityOf(severity)}\n`).join('')}`;
}

/** Reads Architect YAML that has no manifest and runs every rule on it that the configuration does not switch off. */
export async function readAndCheckFlow(bytes: Uint8Array, settings = ''): Promise<number> {
  const store = new FileStore(oneFile(bytes, 'flows/big.yaml', settings));
  const config = await loadConfig(store);
  const document = await store.parse('flows/big.yaml');
  const manifest = await loadBareFlow(document, { store, config, environment: '' });
  await checkFlow(manifest);
  return manifest.collector.findings.length;
}

/** The CPU time that all rules take on a graph that was never looked at before, in ms, parsing left out. */
export async function coldRules(shape: string, nodes: string): Promise<number> {
  const text = shape === 'chain' ? chainManifest(Number(nodes)) : bigManifest(Number(nodes));
  const manifest = await loaded(Buffer.from(text));
  const begun = process.cpuUsage();
  await checkFlow(manifest);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
