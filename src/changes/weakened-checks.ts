import type { Event } from '../event/event.ts';
import { toFinding } from '../findings/draft.ts';
import { type Finding, WHOLE_FILE } from '../findings/finding.ts';
import { MARK } from '../findings/suppression-mark.ts';
import type { GitHub } from '../github/port.ts';
import { gateChanged } from '../rules/manifest.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { readSource } from '../source/read.ts';
import { counted } from '../text/plural.ts';
import { baselineFile, CONFIG_FILE } from '../workspace/config.ts';
import { sourcesOf } from '../workspace/sources.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { added, weakenedBaseline, weakenedConfig } from './weakened-config.ts';
import {
  environmentsOf,
  list,
  type SettingsFiles,
  type Weakening,
  weakenedSettings,
} from './weakened-settings.ts';
import { changedSteps } from './workflow-steps.ts';

/** Earlier texts of files that are read; one request each. */
const MOST_LOOKUPS = 100;
/** Characters of a new comment that a finding shows. */
const MOST_COMMENT = 200;
const WORKFLOW = /^\.github\/(?:workflows\/[^/]+|actions\/.+\/action)\.ya?ml$/i;
const HINT = 'Check that the change of the rules is meant before you approve it.';

/** A finding that says why it was not, or not all, looked for weakened checks. */
export function notCompared(why: string): Finding {
  return {
    rule: gateChanged.id,
    severity: gateChanged.severity,
    message: `It was not checked whether this change weakens its own checks: ${why}`,
    hint: 'Look for changed rules, suppressions and workflows before you approve it.',
    file: CONFIG_FILE,
    range: WHOLE_FILE,
    manifest: CONFIG_FILE,
    nodes: [],
    trace: [],
  };
}

/**
 * What a change weakens of the checks that it is judged by: severities and limits of every environment, suppressions,
 * baseline, globs, and the steps of workflows. Past a bound it says what was not compared.
 */
export async function weakenedChecks(
  workspace: Workspace,
  touched: ReadonlySet<string>,
  range: NonNullable<Event['range']>,
  github: GitHub,
): Promise<Finding[]> {
  const earlier = new EarlierFiles(range.base, github);
  return [
    ...(await configFindings(workspace, touched, earlier)),
    ...(await baselineFindings(workspace, range.head, earlier, github)),
    ...(await workflowFindings(touched, range.head, earlier, github)),
    ...(await manifestFindings(workspace, touched, earlier)),
    ...(await commentFindings(workspace, touched, earlier)),
    ...earlier.findings(),
  ];
}

/** Texts of the base, each asked for once, up to a bound. */
class EarlierFiles {
  readonly #base: string;
  readonly #github: GitHub;
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #left = new Set<string>();

  constructor(base: string, github: GitHub) {
    this.#base = base;
    this.#github = github;
  }

  /** The text of a file, undefined if it was not there; `unknown` past the bound. */
  text(path: string): Promise<string | undefined> | 'unknown' {
    const known = this.#texts.get(path);
    if (known) return known;
    if (this.#texts.size >= MOST_LOOKUPS) {
      this.#left.add(path);
      return 'unknown';
    }
    const text = this.#github.textAt(this.#base, path);
    this.#texts.set(path, text);
    return text;
  }

  /** The file read as data, undefined if it was not there; `unknown` past the bound. */
  async document(path: string): Promise<SourceDocument | undefined | 'unknown'> {
    const text = await this.text(path);
    return text === undefined || text === 'unknown' ? text : readSource(path, Buffer.from(text));
  }

  findings(): Finding[] {
    if (this.#left.size === 0) return [];
    const files = [...this.#left];
    return [
      notCompared(
        `at most ${MOST_LOOKUPS} files are compared with the base, and ${counted(files.length, 'file')} ${files.length === 1 ? 'is' : 'are'} left (${list(files)})`,
      ),
    ];
  }
}

/** Only what is weaker in some environment that no environment before it has named. */
async function weakenedAnywhere(before: SettingsFiles, after: SettingsFiles): Promise<Weakening[]> {
  const { RULES_BY_ID } = await import('../rules/catalogue.ts');
  const seen = new Set<string>();
  return [...environmentsOf(before, after)].flatMap((environment) =>
    weakenedSettings(before, after, environment, RULES_BY_ID).flatMap(({ path, text }) => {
      if (seen.has(text)) return [];
      seen.add(text);
      return environment === ''
        ? { path, text }
        : { path: ['environments', environment, ...path], text: `${text} in environment "${environment}"` };
    }),
  );
}

async function configFindings(
  { config }: Workspace,
  touched: ReadonlySet<string>,
  earlier: EarlierFiles,
): Promise<Finding[]> {
  if (!touched.has(CONFIG_FILE)) return [];
  const after = config.document;
  const before = await earlier.document(CONFIG_FILE);
  if (before === 'unknown') return [];
  const weaker = [
    ...weakenedConfig(before, after),
    ...(await weakenedAnywhere({ config: before }, { config: after })),
  ];
  return weaker.map((each) => finding(after, CONFIG_FILE, { ...each, path: inConfig(each.path) }));
}

/** The baseline is compared in every change: it may be read through a link. */
async function baselineFindings(
  { config }: Workspace,
  head: string,
  earlier: EarlierFiles,
  github: GitHub,
): Promise<Finding[]> {
  const file = baselineFile(config.document);
  if (file === undefined) return [];
  const before = await earlier.document(file);
  const text = await github.textAt(head, file);
  if (before === 'unknown' || text === undefined) return [];
  const after = await readSource(file, Buffer.from(text));
  const weaker = weakenedBaseline(before, after);
  return weaker ? [finding(after, file, weaker)] : [];
}

/** Settings that a manifest has at its root stand below `defaults` there, and severities of rules at the root. */
function inConfig(path: Path): Path {
  const [first, second, ...rest] = path;
  if (first === 'validation_rules' && second === 'rules') return ['rules', ...rest];
  return ['validation_rules', 'rollback_on_fail', 'environments'].includes(String(first))
    ? ['defaults', ...path]
    : path;
}

async function manifestFindings(
  { config, flows }: Workspace,
  touched: ReadonlySet<string>,
  earlier: EarlierFiles,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { manifest } of flows) {
    const { document } = manifest;
    const isManifest = ['flow_definition', 'flow_file', 'validation_rules', 'environments'].some(
      (field) => valueAt(document.value, [field]) !== undefined,
    );
    if (!touched.has(document.file) || !isManifest) continue;
    const before = await earlier.document(document.file);
    if (before === 'unknown') continue;
    // With the same configuration on both sides, so that what it changes itself is said once.
    const settings = { config: config.document };
    const weaker = await weakenedAnywhere(
      { ...settings, manifest: before },
      { ...settings, manifest: document },
    );
    const isNew = before === undefined ? ' (a new or renamed file)' : '';
    found.push(...weaker.map((each) => finding(document, `${document.file}${isNew}`, each)));
  }
  return found;
}

async function commentFindings(
  { flows }: Workspace,
  touched: ReadonlySet<string>,
  earlier: EarlierFiles,
): Promise<Finding[]> {
  const found: Finding[] = [];
  const documents = new Map(
    flows.flatMap(({ manifest }) => sourcesOf(manifest)).map((document) => [document.file, document]),
  );
  for (const document of documents.values()) {
    if (!touched.has(document.file) || !document.text.includes(MARK)) continue;
    const before = await earlier.text(document.file);
    if (before === 'unknown') continue;
    const fresh = added(marks(before ?? ''), marks(document.text));
    const [first] = fresh;
    if (first === undefined) continue;
    const text = `${counted(fresh.length, 'new comment')} ${fresh.length === 1 ? 'suppresses' : 'suppress'} findings: ${first.slice(0, MOST_COMMENT)}`;
    found.push(finding(document, document.file, { path: [], text }));
  }
  return found;
}

/** The comments of a text that suppress findings, without what stands before them. */
function marks(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.includes(MARK))
    .map((line) => line.slice(line.indexOf(MARK)).trim());
}

async function workflowFindings(
  touched: ReadonlySet<string>,
  head: string,
  earlier: EarlierFiles,
  github: GitHub,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const file of touched) {
    if (!WORKFLOW.test(file)) continue;
    const before = await earlier.document(file);
    if (before === 'unknown') continue;
    const text = await github.textAt(head, file);
    const after = text === undefined ? undefined : await readSource(file, Buffer.from(text));
    found.push(...changedSteps(before, after).map((each) => finding(after, file, each)));
  }
  return found;
}

function finding(document: SourceDocument | undefined, file: string, { path, text }: Weakening): Finding {
  const message = `${file}: ${text}`;
  const origin = { file: CONFIG_FILE, severities: {} };
  const place = document && {
    document,
    span: path.length === 0 ? { start: 0, end: 0 } : document.span(path),
  };
  const made = place && toFinding(gateChanged, { place, message, hint: HINT }, origin);
  return made ?? { ...notCompared(''), message, hint: HINT };
}
