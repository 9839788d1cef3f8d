import { createHash } from 'node:crypto';
import type { Finding } from './finding.ts';

/** What distinguishes a finding from others when lines move: its rule, its file and its message. */
export function identityOf({ rule, file, message }: Pick<Finding, 'rule' | 'file' | 'message'>): string {
  return JSON.stringify([rule, file, message]);
}

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
