import type { Path } from '../../source/document.ts';
import type { Rule } from '../rule.ts';

/** Only forms that nothing else has, so that no prompt text is ever taken for a credential. */
const SECRETS: readonly [string, RegExp][] = [
  ['a GitHub token', /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})/],
  ['an AWS access key', /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{20,}/],
  ['an authorization header', /\b(Bearer|Basic) [A-Za-z0-9+/_.-]{32,}=*/],
  ['a web token', /\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/],
];

export const rule: Rule = {
  id: 'hard-coded-secret',
  severity: 'error',
  category: 'flow',
  summary: 'something that looks like a credential',
  check({ graph, definition }, report) {
    const open: [unknown, Path][] = [[definition.value, []]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [value, path] = next;
      if (typeof value === 'string') {
        const kind = value.length >= 16 && SECRETS.find(([, pattern]) => pattern.test(value))?.[0];
        if (!kind) continue;
        report.add('hard-coded-secret', {
          place: graph.locate(path),
          message: `this looks like ${kind}; whoever can read the repository or the flow can use it`,
          hint: 'Withdraw the credential, and keep the new one in a data action of the platform.',
        });
      } else if (typeof value === 'object' && value !== null) {
        for (const key of Object.keys(value)) {
          const child = (value as Record<string, unknown>)[key];
          if (typeof child === 'string' ? child.length >= 16 : typeof child === 'object') {
            open.push([child, [...path, Array.isArray(value) ? Number(key) : key]]);
          }
        }
      }
    }
  },
};
