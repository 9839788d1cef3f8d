import { gzipSync } from 'node:zlib';
import type { AcceptedFinding } from '../findings/accepted-finding.ts';
import { type Finding, type Severity, sortFindings } from '../findings/finding.ts';
import { fingerprints } from '../findings/fingerprint.ts';
import type { RuleMeta, RulesById } from '../findings/rule-meta.ts';
import { VERSION } from '../version.ts';
import { oneLine, urlPart } from './escape.ts';
import type { RunResult } from './result.ts';

/** GitHub keeps 5,000 results of a run and refuses a file with more than 25,000. */
export const MOST_RESULTS = 5000;
/** Bytes of a file, compressed with gzip, that GitHub takes. */
export const MOST_COMPRESSED = 10_000_000;
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** Characters of one text; GitHub cuts longer messages. */
const MOST_CHARACTERS = 1000;

/** What a SARIF file is made from. */
export interface SarifOptions {
  readonly rules: RulesById;
  /** Address of the folder with a page per rule; empty if it is not known. */
  readonly rulesUrl: string;
  /** Address of this project; empty if it is not known. */
  readonly informationUri: string;
  /** Markdown of a rule's page, for the help that GitHub shows; undefined where there is none. */
  readonly helpOf?: (rule: string) => string | undefined;
  /** Bytes that the compressed file may have; absent: what GitHub takes. */
  readonly mostCompressed?: number;
}

/** The findings of a run, those that are reported first. */
export type SarifFindings = Pick<RunResult, 'findings' | 'accepted' | 'inBase'>;

/** A SARIF file, and how many findings had no space in it. */
export interface Sarif {
  readonly text: string;
  readonly left: number;
}

/** One result of the file. */
interface Entry {
  readonly finding: Finding;
  readonly suppressions: readonly object[];
  /** Whether the base of the change has the finding as well; absent where that was not compared. */
  readonly state?: { readonly baselineState: 'new' | 'unchanged' };
}

/**
 * The findings as SARIF 2.1.0 with one run, within GitHub's limits, with fingerprints that survive moved lines. Accepted
 * findings come last and have `suppressions`. The text ends with a line break.
 */
export function sarif({ findings, accepted = [], inBase }: SarifFindings, options: SarifOptions): Sarif {
  const entries: readonly Entry[] = [
    ...findings.map((finding) => ({ finding, suppressions: [], ...stateOf(inBase && 'new') })),
    ...(inBase ?? []).map((finding) => ({ finding, suppressions: [], ...stateOf('unchanged') })),
    ...accepted.map((each) => ({ finding: each.finding, suppressions: [suppressionOf(each)] })),
  ];
  const marks = marksOf(
    sortFindings([...findings, ...(inBase ?? [])]),
    accepted.map(({ finding }) => finding),
  );
  const most = options.mostCompressed ?? MOST_COMPRESSED;
  let count = Math.min(entries.length, MOST_RESULTS);
  let text = rendered(entries.slice(0, count), marks, options);
  for (let size = compressed(text, most); size > most && count > 0; size = compressed(text, most)) {
    count = Math.floor(count * Math.min(0.95, most / size));
    text = rendered(entries.slice(0, count), marks, options);
  }
  return { text, left: entries.length - count };
}

/** Bytes of the text once it is compressed; a text that fits as it is is not compressed. */
function compressed(text: string, most: number): number {
  const size = Buffer.byteLength(text);
  return size <= most * 0.99 ? size : gzipSync(text).length;
}

function rendered(
  entries: readonly Entry[],
  marks: ReadonlyMap<Finding, string>,
  options: SarifOptions,
): string {
  const ids = [...new Set(entries.map(({ finding }) => finding.rule))].sort();
  const index = new Map(ids.map((id, at) => [id, at]));
  // The standard wants the suppressions of all results, or of none.
  const hasSuppressions = entries.some(({ suppressions }) => suppressions.length > 0);
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'genesys-flow-action',
            semanticVersion: VERSION,
            ...(options.informationUri === '' ? {} : { informationUri: options.informationUri }),
            rules: ids.map((id) => descriptor(id, options)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'Root of the repository.' } } },
        results: entries.map(({ finding, suppressions, state }) => ({
          ...result(finding, marks.get(finding) ?? '', index),
          ...state,
          ...(hasSuppressions ? { suppressions } : {}),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** A finding has the same fingerprint whether it is new or not, so those of the base count with the new ones. */
function marksOf(open: readonly Finding[], accepted: readonly Finding[]): ReadonlyMap<Finding, string> {
  const all = [...open, ...accepted];
  const marks = fingerprints(all);
  return new Map(all.map((finding, at) => [finding, marks[at] ?? '']));
}

function stateOf(baselineState: 'new' | 'unchanged' | undefined): Pick<Entry, 'state'> {
  return baselineState === undefined ? {} : { state: { baselineState } };
}

function suppressionOf({ by, reason }: AcceptedFinding): object {
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    status: 'accepted',
    justification: oneLine(reason, MOST_CHARACTERS),
  };
}

function descriptor(id: string, { rules, rulesUrl, helpOf }: SarifOptions): object {
  const meta: RuleMeta | undefined = rules.get(id);
  const summary = sentence(meta?.summary ?? id);
  const page = helpOf?.(id);
  return {
    id,
    name: id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: summary, markdown: page ?? summary },
    ...(rulesUrl === '' ? {} : { helpUri: `${rulesUrl}/${urlPart(id)}.md` }),
    defaultConfiguration: { level: levelOf(meta?.severity ?? 'error') },
    properties: {
      tags: [meta?.category ?? 'flow'],
      'problem.severity': problemSeverityOf(meta?.severity ?? 'error'),
    },
  };
}

function result(finding: Finding, mark: string, index: ReadonlyMap<string, number>): object {
  const { rule, severity, message, hint, file, range } = finding;
  return {
    ruleId: rule,
    ruleIndex: index.get(rule) ?? -1,
    level: levelOf(severity),
    message: {
      text: oneLine(`${message}${message.endsWith('.') ? '' : '.'} ${hint}`.trim(), MOST_CHARACTERS),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split('/').map(urlPart).join('/'), uriBaseId: '%SRCROOT%' },
          region: {
            startLine: range.line,
            startColumn: range.column,
            endLine: range.endLine,
            endColumn: range.endColumn,
          },
        },
      },
    ],
    // GitHub goes by primaryLocationLineHash alone; other tools by any key.
    partialFingerprints: { primaryLocationLineHash: mark, 'genesysFlow/v1': mark },
  };
}

function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'notice' ? 'note' : severity;
}

/** What GitHub calls a level; it has no notes among them. */
function problemSeverityOf(severity: Severity): 'error' | 'warning' | 'recommendation' {
  return severity === 'notice' ? 'recommendation' : severity;
}

function sentence(text: string): string {
  const clean = oneLine(text, MOST_CHARACTERS);
  return `${clean.charAt(0).toUpperCase()}${clean.slice(1)}${clean.endsWith('.') ? '' : '.'}`;
}
