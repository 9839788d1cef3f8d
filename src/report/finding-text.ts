import type { Finding } from '../findings/finding.ts';
import type { SourceDocument } from '../source/document.ts';
import { codeFrame } from './code-frame.ts';
import { linkTarget, markdown, preformatted } from './escape.ts';
import type { Links } from './links.ts';

const SEVERITY_ICONS = { error: '❌', warning: '⚠️', notice: 'ℹ️' } as const;

/** A finding as Markdown: message, rule, place, hint and path; with its lines where the document is given. */
export function findingText(finding: Finding, links: Links, document?: SourceDocument): string {
  const icon = SEVERITY_ICONS[finding.severity];
  const place = `${finding.file}:${finding.range.line}:${finding.range.column}`;
  const text = [
    `${icon} **${markdown(finding.message)}** (${ruleLink(finding.rule, links)})  `,
    `[${markdown(place)}](${linkTarget(links.line(finding.file, finding.range.line))}) · ${markdown(finding.hint)}`,
  ];
  if (finding.trace.length > 1) {
    const hops = finding.trace.slice(0, 30).map(({ node, line }) => `${markdown(node)} (line ${line})`);
    const more = finding.trace.length > 30 ? ` → … ${finding.trace.length - 30} more` : '';
    text.push(`  \nPath: ${hops.join(' → ')}${more}`);
  }
  const frame = codeFrame(finding, document);
  return frame === '' ? text.join('\n') : `${text.join('\n')}\n\n<pre>${preformatted(frame)}</pre>`;
}

function ruleLink(rule: string, links: Links): string {
  const address = links.rule(rule);
  return address === '' ? markdown(rule) : `[${markdown(rule)}](${linkTarget(address)})`;
}
