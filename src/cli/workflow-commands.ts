import type { Finding } from '../findings/finding.ts';
import { oneLine } from '../report/escape.ts';

/**
 * Findings as workflow commands of GitHub Actions (`::error file=…`), one a line, for jobs that run the command line
 * instead of the action. Escaped as GitHub's toolkit does it.
 */
export function workflowCommands(findings: readonly Finding[]): string {
  return findings
    .map(({ severity, rule, file, range, message, hint }) => {
      const { line, column, endLine, endColumn } = range;
      // The runner drops columns of an annotation that goes over several lines.
      const columns = line === endLine ? { col: column, endColumn: Math.max(endColumn, column) } : {};
      const properties = Object.entries({ file, line, endLine, ...columns, title: rule })
        .map(([name, value]) => `${name}=${property(String(value))}`)
        .join(',');
      return `::${severity} ${properties}::${data(oneLine(`${message}. ${hint}`))}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(oneLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
