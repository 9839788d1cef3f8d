import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type DigestTarget, planDigest } from '../../src/plan/digest.ts';
import type { PlannedFlow } from '../../src/plan/plan.ts';
import { VERSION } from '../../src/version.ts';
import { orgFlow, version } from '../support/genesys.ts';
import { planned } from '../support/publishable.ts';

const target: DigestTarget = {
  environment: 'prod',
  region: 'us-east-1',
  organization: 'org-1',
  atomic: false,
  overwrite: false,
  auditBranch: 'flow-audit',
  keepLive: true,
  deployment: 'auto',
};

describe('the digest of a plan', () => {
  test('stays while nothing moves, whatever the order, and leaves out what needs nothing', async () => {
    const first = await planned(orgFlow(version('1.0')));
    const other: PlannedFlow = {
      ...first,
      publishable: { ...first.publishable, key: 'WORKFLOW/Other' },
    };
    const digest = planDigest([first, other], target);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(planDigest([other, first], target)).toBe(digest);
    expect(
      planDigest([first, other, { ...first, action: 'unchanged' }, { ...first, action: 'blocked' }], target),
    ).toBe(digest);
  });

  test('moves with each thing that decides what a publish does', async () => {
    const flow = await planned(orgFlow(version('1.0')));
    const digest = planDigest([flow], target);
    const live = orgFlow(version('1.0'));
    const manifest = (more: Partial<PlannedFlow['publishable']['manifest']>): PlannedFlow => ({
      ...flow,
      publishable: { ...flow.publishable, manifest: { ...flow.publishable.manifest, ...more } },
    });
    const moved: [PlannedFlow, DigestTarget][] = [
      [{ ...flow, publishable: { ...flow.publishable, digest: 'other' } }, target],
      [{ ...flow, live: orgFlow(version('2.0')) }, target],
      [{ ...flow, live: { ...live, saved: version('2.0') } }, target],
      [{ ...flow, live: { ...live, checkedIn: version('2.0') } }, target],
      [{ ...flow, live: { ...live, id: 'flow-2' } }, target],
      [{ ...flow, action: 'restore' }, target],
      [flow, { ...target, environment: 'test' }],
      [flow, { ...target, region: 'eu-west-1' }],
      [flow, { ...target, organization: 'org-2' }],
      [flow, { ...target, organization: undefined }],
      [flow, { ...target, atomic: true }],
      [flow, { ...target, overwrite: true }],
      [flow, { ...target, auditBranch: 'other' }],
      [flow, { ...target, keepLive: false }],
      [flow, { ...target, deployment: 'false' }],
      [manifest({ file: 'flows/y.flow.json' }), target],
      [manifest({ version: { major: 9, minor: 0, patch: 0 } }), target],
      [manifest({ version: { major: 9, minor: 0, patch: 0, note: 'x' } }), target],
      [manifest({ severities: { 'dead-end': 'off' } }), target],
      [manifest({ rollbackOnFail: false }), target],
      [{ ...flow, placeholder: 'x' }, target],
      [{ ...flow, placeholder: 'y' }, target],
    ];
    const digests = moved.map(([each, where]) => planDigest([each], where));
    expect(new Set([digest, ...digests]).size).toBe(moved.length + 1);
  });

  test('the version that it counts in is that of the package', () => {
    expect((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version).toBe(VERSION);
  });
});
