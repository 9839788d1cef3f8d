import { beforeAll, expect, test } from 'vitest';
import type { AuditRecord } from '../../src/audit/record.ts';
import type { PublishableFlow } from '../../src/plan/plan.ts';
import { plannedByState } from '../../src/plan/plan-flow.ts';
import { type Gathered, gatheredFlow } from '../../src/report/gathered-flow.ts';
import { publishable, state } from '../support/publishable.ts';
import { record } from '../support/record.ts';

let flow: PublishableFlow;
beforeAll(async () => {
  flow = await publishable();
});

interface Case {
  readonly known?: Parameters<typeof state>[1];
  readonly record?: Partial<AuditRecord>;
  readonly isOpen?: true;
  readonly isSuperseded?: true;
}

const CASES: [string, Case, string, string?][] = [
  ['published by this run', { known: { audit_id: 'r' }, record: { audit_id: 'r' } }, 'success', '1.0'],
  [
    'recorded by this run as it was live',
    { known: { audit_id: 'r' }, record: { audit_id: 'r', action: 'adopt' } },
    'adopted',
    '1.0',
  ],
  ['live since an earlier run', { known: { audit_id: 'old' } }, 'unchanged', '1.0'],
  [
    'live since an earlier run, although this run tried again',
    { known: { audit_id: 'old' }, record: { audit_id: 'r', status: 'failure' } },
    'unchanged',
    '1.0',
  ],
  ['rolled back by hand', { known: { content_digest: 'other', held: ['own'] } }, 'held', '1.0'],
  [
    'not published, with a record',
    { known: { content_digest: 'other' }, record: { status: 'failure', rollback_trigger: 'a reason' } },
    'failure',
  ],
  ['rolled back by this run', { record: { status: 'rolled_back' } }, 'rolled_back'],
  ['of a job that was interrupted', { known: { audit_id: 'old' }, isOpen: true }, 'pending'],
  ['published from a newer commit', { known: { content_digest: 'other' }, isSuperseded: true }, 'superseded'],
  ['never published, without a record', {}, 'skipped'],
  ['changed, and published by no job', { known: { content_digest: 'other' } }, 'skipped'],
];

test.each<[string, Case, string, string?]>(CASES)('a flow that is %s', (_, given, status, version) => {
  const { content_digest: digest = flow.digest, held = [], ...more } = given.known ?? {};
  const known =
    given.known &&
    state(flow, {
      ...more,
      content_digest: digest,
      held: held.map((each) => (each === 'own' ? flow.digest : each)),
    });
  const own = given.record && record(flow.graph.name, { manifest: flow.manifest.file, ...given.record });
  const gathered: Gathered = {
    records: new Map(own ? [[own.manifest, own]] : []),
    open: new Map(given.isOpen ? [[flow.key, {} as never]] : []),
    isSuperseded: () => given.isSuperseded === true,
  };
  const found = gatheredFlow(flow, known, plannedByState(flow, known, 'us-east-1'), gathered);
  expect(found).toMatchObject({ status, detail: expect.stringMatching(/./) });
  if (version !== undefined) expect(found.version).toBe(version);
});
