import { posix } from 'node:path';
import { Collector } from '../findings/collector.ts';
import type { Severities } from '../findings/draft.ts';
import type { Finding } from '../findings/finding.ts';
import { checkSchema, describe } from '../manifest/schema.ts';
import { isKnownRule } from '../rules/known.ts';
import { manifestSchema, manifestSyntax } from '../rules/manifest.ts';
import { dictionary, isDictionary } from '../source/data.ts';
import type { SourceDocument } from '../source/document.ts';
import { type Layer, layer, valueAt } from '../source/layers.ts';
import { globError } from '../text/glob.ts';
import { nearestName } from '../text/nearest.ts';
import type { FileStore } from './file-store.ts';

/** The repository's own configuration file. */
export const CONFIG_FILE = '.genesys-flows.yml';

/** Defaults for every manifest of the repository. */
export interface Config {
  readonly document: SourceDocument | undefined;
  readonly manifests: readonly string[] | undefined;
  readonly rules: Severities;
  /** Layers below every manifest: the defaults, then those of the environment. */
  layers(environment: string): Layer[];
  hasEnvironment(environment: string): boolean;
  /** Path of the configuration file. */
  readonly file: string;
  readonly findings: readonly Finding[];
}

/** The path of the baseline that a configuration names, from the workspace root; undefined if it names none. */
export function baselineFile(document: SourceDocument | undefined): string | undefined {
  const path = valueAt(document?.value, ['baseline']);
  return typeof path === 'string' ? posix.normalize(path) : undefined;
}

/** Reads `.genesys-flows.yml`; a repository without one has no defaults. */
export async function loadConfig(store: FileStore): Promise<Config> {
  const collector = new Collector({ file: CONFIG_FILE, severities: {} });
  const none: Config = {
    document: undefined,
    manifests: undefined,
    rules: {},
    layers: () => [],
    hasEnvironment: () => false,
    file: CONFIG_FILE,
    findings: [],
  };
  const loaded = await store.load(CONFIG_FILE);
  if (!loaded.ok && loaded.missing) return none;
  const document = await store.parse(CONFIG_FILE);
  for (const problem of document.errors)
    collector.add(manifestSyntax, { place: { document, span: problem.span }, ...problem });
  if (document.value === undefined) return { ...none, findings: collector.findings };
  for (const problem of await checkSchema('config', document.value)) {
    collector.add(manifestSchema, {
      place: { document, span: document.span(problem.path, problem.part) },
      ...problem,
    });
  }
  await checkRuleNames(collector, document, ['rules']);
  checkGlobs(collector, document);
  const manifests = valueAt(document.value, ['manifests']);
  const rules = valueAt(document.value, ['rules']);
  return {
    document,
    manifests: Array.isArray(manifests) ? manifests.filter((each) => typeof each === 'string') : undefined,
    rules: isDictionary(rules) ? (rules as Severities) : {},
    layers: (environment) =>
      [layer(document, ['defaults']), layer(document, ['defaults', 'environments', environment])].filter(
        (each) => each !== undefined,
      ),
    hasEnvironment: (environment) => layer(document, ['defaults', 'environments', environment]) !== undefined,
    file: CONFIG_FILE,
    findings: collector.findings,
  };
}

/** Globs of suppressions that are not understood; such a suppression covers no file. */
function checkGlobs(collector: Collector, document: SourceDocument): void {
  const list = valueAt(document.value, ['suppressions']);
  for (const [at, item] of (Array.isArray(list) ? list : []).entries()) {
    const { file } = dictionary(item);
    const problem = typeof file === 'string' ? globError(file) : undefined;
    if (problem === undefined) continue;
    collector.add(manifestSchema, {
      place: { document, span: document.span(['suppressions', at, 'file']) },
      message: `Glob ${describe(file)} ${problem}`,
      hint: 'Write a glob such as flows/**/*.yaml.',
    });
  }
}

/** Reports names of rules that do not exist. */
export async function checkRuleNames(
  collector: Collector,
  document: SourceDocument,
  path: readonly string[],
): Promise<void> {
  const rules = valueAt(document.value, path);
  if (!isDictionary(rules)) return;
  for (const id of Object.keys(rules)) {
    if (await isKnownRule(id)) continue;
    const { RULES } = await import('../rules/catalogue.ts');
    const near = nearestName(
      id,
      RULES.map((rule) => rule.id),
    );
    collector.add(manifestSchema, {
      place: { document, span: document.span([...path, id], 'key') },
      message: `There is no rule "${id}"`,
      hint: near ? `Did you mean "${near}"?` : 'Use a rule of docs/rules.md.',
    });
  }
}
