import externalSchema from '../../schema/external-record.schema.json' with { type: 'json' };
import recordSchema from '../../schema/record.schema.json' with { type: 'json' };
import { isDictionary } from '../source/data.ts';
import { AUDIT_PATHS, type LogRecord, serialize } from './published-state.ts';
import type { AuditRecord } from './record.ts';
import { type Check, checkOf } from './schema.ts';

/** Characters of a record file; the largest one that its schema allows has some 60,000. */
const MOST_CHARACTERS = 262_144;

/** The record of a file, or why the file is not one. */
export type ReadRecord =
  | { readonly ok: true; readonly record: LogRecord }
  | { readonly ok: false; readonly why: string };

let checks: { readonly action: Check; readonly external: Check } | undefined;

/**
 * Reads a record of the audit branch. A record has exactly the fields of its schema, within their limits, in exactly the bytes
 * that this action writes. `path`: the path of the file.
 */
export function readRecord(text: string | undefined, path: string): ReadRecord {
  if (text === undefined || text.length > MOST_CHARACTERS) return refused('it is too large to be a record');
  const value = parsed(text);
  if (!isDictionary(value)) return refused('it is not a JSON object');
  checks ??= { action: checkOf(recordSchema), external: checkOf(externalSchema) };
  const violation = value.source === 'external' ? checks.external(value) : checks.action(value);
  if (violation !== undefined) return refused(`it does not match its schema (${violation})`);
  // The schema, which allows no other field, was checked just now.
  const record = value as unknown as LogRecord;
  if (Number.isNaN(Date.parse(record.timestamp))) return refused('its timestamp is not a valid time');
  if (serialize(value) !== text) return refused('its bytes differ from what this action writes');
  if (AUDIT_PATHS.record(record) !== path) return refused(`it belongs to ${AUDIT_PATHS.record(record)}`);
  return { ok: true, record };
}

function refused(why: string): ReadRecord {
  return { ok: false, why };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True for a record of a publish or rollback by this action; false for an external report. */
export function isOwnRecord(record: LogRecord): record is AuditRecord {
  return record.source !== 'external';
}
