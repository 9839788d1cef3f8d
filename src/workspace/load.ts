import { Collector } from '../findings/collector.ts';
import type { Severities } from '../findings/draft.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { readRegion } from '../manifest/region.ts';
import { checkSchema } from '../manifest/schema.ts';
import { readVersion } from '../manifest/version.ts';
import { manifestEnvironment, manifestSchema, manifestSyntax } from '../rules/manifest.ts';
import { rule as manifestRegion } from '../rules/repository/manifest-region.ts';
import { dictionary } from '../source/data.ts';
import type { SourceDocument } from '../source/document.ts';
import { type Layer, type Layered, layer, stack, valueAt } from '../source/layers.ts';
import { didYouMean } from '../text/nearest.ts';
import { type Config, checkRuleNames } from './config.ts';
import { loadDefinition, nodesAt } from './definition.ts';
import { beside, type FileStore } from './file-store.ts';
import { type LoadedManifest } from './loaded.ts';

/** What one loading of manifests goes by. */
export interface LoadOptions {
  readonly store: FileStore;
  readonly config: Config;
  /** Gets the path of each file before it is read and checked. */
  enter?(file: string): void;
  /** Empty: the manifest without overlay. */
  readonly environment: string;
}

/** Reads a manifest file that has already been parsed: schema, overlay, defaults, flow source. */
export async function loadManifest(document: SourceDocument, options: LoadOptions): Promise<LoadedManifest> {
  const { config, environment } = options;
  const { settings, hasOverlay } = settingsOfManifest(document, options);
  const collector = collectorOf(document, settings, config);
  for (const problem of document.errors) {
    collector.add(manifestSyntax, {
      place: { document, span: problem.span },
      message: problem.message,
      hint: problem.hint,
    });
  }
  if (document.value !== undefined) {
    for (const problem of await checkSchema('manifest', document.value)) {
      collector.add(manifestSchema, {
        place: { document, span: document.span(problem.path, problem.part) },
        nodes: nodesAt(problem.path),
        ...problem,
      });
    }
    await checkRuleNames(collector, document, ['validation_rules', 'rules']);
  }
  const readable = layer(document, []) !== undefined;
  if (environment !== '' && readable && !hasOverlay && !config.hasEnvironment(environment)) {
    const known = Object.keys(valueAt(document.value, ['environments']) ?? {});
    collector.add(manifestEnvironment, {
      place: { document, span: document.span(['environments'], 'key') },
      message: `The manifest has no environment "${environment}"`,
      hint:
        known.length > 0
          ? didYouMean(environment, known, `Known environments: ${known.join(', ')}.`)
          : `Add "environments": {"${environment}": {}} even if nothing differs there.`,
    });
  }
  return finish(document, settings, collector, options);
}

/** What a manifest says, over the defaults and below its overlay for the environment of the run. */
export function settingsOfManifest(
  document: SourceDocument,
  { config, environment }: LoadOptions,
): { readonly settings: Layered; readonly hasOverlay: boolean } {
  const own = layer(document, []);
  const overlay = environment === '' ? undefined : layer(document, ['environments', environment]);
  const layers = [...config.layers(environment), own, overlay].filter(
    (each): each is Layer => each !== undefined,
  );
  return { settings: stack(layers, document), hasOverlay: overlay !== undefined };
}

/** What holds for a flow file that has no manifest: the defaults, and the file itself. */
export function settingsOfFlow(document: SourceDocument, { config, environment }: LoadOptions): Layered {
  const name = document.file.split('/').at(-1) ?? document.file;
  const itself: Layer = { document, prefix: [], value: { flow_file: name } };
  return stack([...config.layers(environment), itself], document);
}

/** Makes a manifest for Architect YAML that has none of its own: the configuration's defaults, and the file. */
export async function loadBareFlow(document: SourceDocument, options: LoadOptions): Promise<LoadedManifest> {
  const { config, environment } = options;
  const settings = settingsOfFlow(document, options);
  const collector = collectorOf(document, settings, config);
  if (environment !== '' && !config.hasEnvironment(environment)) {
    collector.add(manifestEnvironment, {
      place: { document, span: { start: 0, end: 0 } },
      message: `.genesys-flows.yml has no environment "${environment}", and this flow has no manifest`,
      hint: `Add defaults.environments.${environment} to .genesys-flows.yml.`,
    });
  }
  return finish(document, settings, collector, options);
}

async function finish(
  document: SourceDocument,
  settings: Layered,
  collector: Collector,
  options: LoadOptions,
): Promise<LoadedManifest> {
  const value = settings.value;
  const rules = dictionary(value.validation_rules);
  const substitutions = texts(value.substitutions);
  const readable = document.value !== undefined || value.flow_file !== undefined;
  const source = readable
    ? await loadDefinition(document, settings, substitutions, collector, options.store)
    : undefined;

  let region: Manifest['region'];
  let regionNotice: string | undefined;
  if (typeof value.target_region === 'string' && value.target_region !== '') {
    const reading = readRegion(value.target_region);
    region = reading.region;
    if (!reading.region) {
      const { message, hint } = reading;
      collector.add(manifestRegion, { place: settings.locate(['target_region']), message, hint });
    } else if (reading.remark) regionNotice = `${reading.remark}. Write "${reading.region.name}".`;
  }
  const dependsOn = (Array.isArray(value.depends_on) ? value.depends_on : []).flatMap((each: unknown, at) =>
    typeof each === 'string'
      ? [{ path: beside(document.file, each), place: settings.locate(['depends_on', at]) }]
      : [],
  );
  const manifest: Manifest = {
    file: document.file,
    document,
    settings,
    flowId: typeof value.flow_id === 'string' ? value.flow_id.toLowerCase() : '',
    region,
    version: readVersion(value.version_matrix),
    rollbackOnFail: value.rollback_on_fail !== false,
    maxNodeCount: typeof rules.max_node_count === 'number' ? rules.max_node_count : undefined,
    allowCircular: typeof rules.allow_circular === 'boolean' ? rules.allow_circular : undefined,
    mediaRegistry: registry(rules.media_registry),
    severities: collector.origin.severities,
    substitutions,
    dependsOn,
    files: [...new Set([document.file, ...(source?.files ?? [])])],
    definition: source?.definition,
  };
  return { manifest, collector, regionNotice };
}

/** Collects the findings of a manifest under the severities that hold for it. */
function collectorOf(document: SourceDocument, settings: Layered, config: Config): Collector {
  const { rules } = dictionary(settings.value.validation_rules);
  return new Collector({ file: document.file, severities: { ...config.rules, ...severities(rules) } });
}

function severities(value: unknown): Severities {
  const known = ['off', 'warning', 'error'];
  return Object.fromEntries(
    Object.entries(dictionary(value)).filter(([, each]) => typeof each === 'string' && known.includes(each)),
  ) as Severities;
}

/** The texts of a map; numbers and booleans count as what they are written as. */
export function texts(value: unknown): Readonly<Record<string, string>> {
  const result: Record<string, string> = Object.create(null);
  for (const [key, each] of Object.entries(dictionary(value))) {
    if (['string', 'number', 'boolean'].includes(typeof each)) result[key] = String(each);
  }
  return result;
}

function registry(value: unknown): Readonly<Record<string, boolean>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const result: Record<string, boolean> = Object.create(null);
  for (const [key, each] of Object.entries(value)) if (typeof each === 'boolean') result[key] = each;
  return result;
}
