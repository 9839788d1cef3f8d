import { expect } from 'vitest';
import { lineStarts } from '../../src/source/lines.ts';
import { findingsOf, load } from './load.ts';

/** Checks bytes as a flow file, and that whatever is found has a place in the file. */
export async function survives(bytes: Buffer): Promise<void> {
  const text = bytes.toString('utf8');
  const lines = lineStarts(text).length;
  const files = {
    'flows/x.flow.json': '{"target_region": "us-east-1", "flow_file": "x.yaml", "substitutions": {"A": "b"}}',
    'flows/x.yaml': bytes,
  };
  for (const { file, range, message, hint } of findingsOf(await load(files))) {
    expect(message).not.toMatch(/undefined|\[object|NaN/);
    expect(hint).not.toBe('');
    if (file !== 'flows/x.yaml') continue;
    expect(range.line).toBeGreaterThan(0);
    expect(range.endLine).toBeLessThanOrEqual(lines + 1);
    expect(range.column).toBeGreaterThan(0);
  }
}
