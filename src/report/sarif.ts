import type { Finding, Severity } from '../findings/finding.ts';
import { fingerprints } from '../findings/fingerprint.ts';
import type { RuleMeta, RulesById } from '../findings/rule-meta.ts';
import { VERSION } from '../version.ts';
import { oneLine, urlPart } from './escape.ts';

/** GitHub keeps the first 5,000 results of a file and refuses one with more than 25,000. */
export const MOST_RESULTS = 5000;
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
}

/** A SARIF file, and how many findings had no space in it. */
export interface Sarif {
  readonly text: string;
  readonly left: number;
}

/**
 * The findings as SARIF 2.1.0 with one run, at most 5,000 results, and fingerprints that survive moved lines. The text
 * ends with a line break.
 */
export function sarif(findings: readonly Finding[], options: SarifOptions): Sarif {
  const shown = findings.slice(0, MOST_RESULTS);
  const marks = fingerprints(findings);
  const ids = [...new Set(shown.map(({ rule }) => rule))].sort();
  const index = new Map(ids.map((id, at) => [id, at]));
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
        results: shown.map((finding, at) => result(finding, marks[at] ?? '', index)),
      },
    ],
  };
  return { text: `${JSON.stringify(log, null, 2)}\n`, left: findings.length - shown.length };
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
    message: { text: oneLine(`${message} ${hint}`.trim(), MOST_CHARACTERS) },
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
