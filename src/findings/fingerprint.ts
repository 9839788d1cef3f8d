import { createHash } from 'node:crypto';
import { type Finding, identityOf } from './finding.ts';

/**
 * A fingerprint for each finding, in their order: 32 hex digits and a number that counts equal ones, `1f…:1`. It stays the
 * same while the finding's rule, file and message do, wherever in the file it is.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = identityOf(finding);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return `${createHash('sha256').update(identity).digest('hex').slice(0, 32)}:${count}`;
  });
}
