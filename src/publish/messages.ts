import type { JobMessage } from '../genesys/port.ts';

/** One thing that the platform said of a flow, freed of its wrapping. */
export interface Cause {
  readonly severity: 'error' | 'warning';
  readonly text: string;
  /** Path in the Architect YAML, such as `/inboundCall/tasks/task[x]/actions`, if one was given. */
  readonly path: string | undefined;
  readonly property: string | undefined;
}

const NOISE = [
  /^setting the Archy exit code/i,
  /^ending the session/i,
  /^session startup initialization/i,
  /^An error occurred/i,
  /^Error\(s\).*encountered/i,
  /^- Architect Scripting errors/i,
  /^Architect Scripting session ended in error/i,
  /^exit code:/i,
  /^Error during program export execution/i,
  /^(ERROR|WARNING) - the flow has \d+/i,
  /^Validation Summary$/i,
  /^publishAsync - cannot publish due to flow validation errors/i,
  /^_+ Yaml Info _+$/i,
  /^There (is|are) \w+ actions? in error within this/i,
];
const HEADER = /^(?:\d+ -> )?\[Type:'ArchValidationIssue'/;

/**
 * Reads the messages of a publish job: drops noise and roll-ups, takes what an exception really said, attaches paths to
 * the cause above them, and puts errors first. Patterns are those of Archy's output as tools in the field have quoted it.
 */
export function readMessages(messages: readonly JobMessage[]): Cause[] {
  const causes: {
    severity: 'error' | 'warning';
    text: string;
    path?: string;
    property?: string;
    rollup?: boolean;
  }[] = [];
  let headed = false;
  for (const message of messages) {
    for (const raw of message.text.split(/\r?\n/)) {
      const line = clean(raw);
      const current = causes.at(-1);
      const path = /^(?:Path|ref path):\s*'?(\/[^']*?)'?$/i.exec(line)?.[1];
      const property = /^Property name:\s*'?([^']+?)'?$/i.exec(line)?.[1];
      if (path !== undefined) {
        if (current) current.path ??= path;
      } else if (property !== undefined) {
        if (current) current.property ??= property;
      } else if (HEADER.test(line)) {
        causes.push({
          severity: /ErrorCount:[1-9]/.test(line) ? 'error' : 'warning',
          text: '',
          rollup: /Rollup(Error|Warning)Count/.test(line),
        });
        headed = true;
      } else if (
        line !== '' &&
        !NOISE.some((pattern) => pattern.test(line)) &&
        !/^ArchSession\b/.test(line)
      ) {
        if (headed && current?.text === '') current.text = line;
        else causes.push({ severity: message.type === 'Warning' ? 'warning' : 'error', text: line });
        headed = false;
      }
    }
  }
  const seen = new Set<string>();
  return causes
    .filter(({ text, rollup }) => text !== '' && !rollup)
    .filter(({ severity, text }) => !seen.has(severity + text) && seen.add(severity + text))
    .map(({ severity, text, path, property }): Cause => ({ severity, text, path, property }))
    .sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
}

function clean(raw: string): string {
  const exception = /Exception info:\s*(.+)$/.exec(raw)?.[1];
  return (exception ?? raw)
    .replace(/\s+-- \[.*$/, '')
    .trim()
    .replace(/^(Exception:\s*)?-\s*ERROR!\s*/, '')
    .trim();
}

/**
 * A job that failed although its flow is right: the platform's own requests ran into the rate limit. A flow that was not
 * found is such a sign only together with exit code 107 or "Archy failed"; alone, it is not there.
 */
export function isDisguisedLimit(messages: readonly JobMessage[]): boolean {
  const said = (pattern: RegExp) => messages.some(({ text }) => pattern.test(text));
  if (said(/rate limit exceeded|too many requests/i)) return true;
  return said(/could not find the flow with id/i) && said(/exit code(?::| to)? ?107\b|Archy failed/i);
}
