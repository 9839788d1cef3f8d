import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ExternalRecord, readDispatch } from '../../src/audit/external.ts';
import { ActionError } from '../../src/errors.ts';

const facts = {
  environment: 'default',
  commit: 'c'.repeat(40),
  actor: 'somebody',
  runId: 7,
  runUrl: 'https://github.test/run/7',
  attempt: 1,
};
const NOW = Date.UTC(2026, 10, 24, 12);
const GOOD = { flow_id: '5b6c0d6e-0000-4000-8000-000000000001', action: 'update', status: 'success' };
const read = (payload: unknown) => readDispatch(payload, facts, 'audit-1', NOW);

describe('an event of another system', () => {
  test('becomes a record with its own id and our time', () => {
    const more = {
      event: 'genesys_flow_deploy',
      flow_name: 'Main line',
      version_matrix: { major: 1, minor: 2, patch: 3 },
      rollback_trigger: 'smoke test failed',
      timestamp: '2026-11-24T10:00:00+01:00',
      audit_id: 'their-1',
      latency_ms: 1200,
      environment: 'default',
    };
    expect(read({ ...GOOD, ...more })).toMatchObject({
      source: 'external',
      audit_id: 'audit-1',
      timestamp: '2026-11-24T12:00:00.000Z',
      reported_timestamp: '2026-11-24T09:00:00.000Z',
      reported_audit_id: 'their-1',
      flow_name: 'Main line',
      version_matrix: { major: 1, minor: 2, patch: 3 },
      rollback_trigger: 'smoke test failed',
      latency_ms: 1200,
      actor: 'somebody',
    });
  });

  test.each([
    [undefined, /must be an object/],
    [[], /must be an object/],
    [{}, /"flow_id" is missing.*"action" is missing.*"status" is missing/],
    [{ ...GOOD, flow_id: '../../x' }, /"flow_id" must be the id of a flow/],
    [{ ...GOOD, action: 'Update now' }, /"action" must be/],
    [{ ...GOOD, status: 'fine' }, /"status" must be one of/],
    [{ ...GOOD, event: 'other' }, /"event" must be/],
    [{ ...GOOD, environment: 'prod' }, /"environment" is prod/],
    [{ ...GOOD, flow_name: 'a\n::error::b' }, /"flow_name" must be/],
    [{ ...GOOD, rollback_trigger: 7 }, /"rollback_trigger" must be/],
    [{ ...GOOD, version_matrix: '1.0.0' }, /"version_matrix" must be/],
    [{ ...GOOD, version_matrix: { major: 1, minor: 0, patch: 0, more: 1 } }, /"version_matrix" must be/],
    [{ ...GOOD, timestamp: 'yesterday' }, /"timestamp" must be/],
    [{ ...GOOD, timestamp: '2026-99-99T10:00:00Z' }, /"timestamp" is not a valid time/],
    [{ ...GOOD, latency_ms: -1 }, /"latency_ms" must be/],
    [{ ...GOOD, source: 'action' }, /unknown field "source"/],
    [JSON.parse('{"__proto__": {}}'), /unknown field "__proto__"/],
  ])('is refused with everything that is wrong: %j', (payload, words) => {
    expect(() => read(payload)).toThrow(words);
  });

  test('whatever is sent, the answer is a record of checked fields or a clear refusal', () => {
    const field = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.jsonValue());
    const payload = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          flow_id: fc.oneof(fc.constant(GOOD.flow_id), field),
          action: fc.oneof(fc.constant('update'), field),
          status: fc.oneof(fc.constant('success'), field),
          flow_name: field,
          rollback_trigger: field,
          timestamp: field,
          audit_id: field,
          latency_ms: field,
          version: field,
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(payload, (value) => {
        let made: ExternalRecord;
        try {
          made = read(value);
        } catch (error) {
          expect(error).toBeInstanceOf(ActionError);
          return;
        }
        expect(made.source).toBe('external');
        for (const text of [made.flow_name, made.action, made.rollback_trigger ?? ''])
          expect(text).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 2000, seed: 11 },
    );
  });
});
