import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyFixes } from '../../src/cli/fix.ts';
import { sortFindings } from '../../src/findings/finding.ts';
import { findingsOf, load } from '../support/load.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'genesys-flow-fix-'));
  mkdirSync(join(root, 'flows'));
});
afterEach(() => rmSync(root, { recursive: true }));

const FILE = 'flows/a.flow.yaml';

/** Checks a manifest, applies the fixes and gives the text after them. */
async function fix(text: string, file = FILE) {
  writeFileSync(join(root, file), text);
  const findings = sortFindings(findingsOf(await load({ [file]: text })));
  const fixed = applyFixes({ findings }, root);
  return { ...fixed, after: readFileSync(join(root, file), 'utf8') };
}

const flow = (nodes: string, more = '') => `target_region: us-east-1
${more}flow_definition:
  name: A
  type: ivr
  nodes:
    start: { type: start, transitions: [{ target: hello }] }
${nodes}    bye: { type: end }
`;

describe('safe fixes', () => {
  test('correct targets, types and fields in the quotes that they have', async () => {
    const nodes = (target: string, type: string) =>
      `    hello: { type: ${type}, text: "Hi", transitions: [{ target: ${target} }] }\n`;
    const broken = flow(nodes('"bey"', 'announce'), "'rollback_on_fial': true\n");
    const { after, changed, text } = await fix(broken);
    expect(after).toBe(flow(nodes('"bye"', 'say'), "'rollback_on_fail': true\n"));
    expect(changed).toBe(3);
    expect(text).toContain(`Fixed: ${FILE}:8:66 "bey" → "bye" (missing-target)`);
    expect(text).toMatch(/3 findings fixed\.\n$/);
  });

  test('keep byte order mark, CRLF and what is not ASCII', async () => {
    const text = (target: string) =>
      `\ufeff${flow(`    hello: { type: say, text: "Grüß 👋", transitions: [{ target: ${target} }] }\n`)}`.replaceAll(
        '\n',
        '\r\n',
      );
    expect((await fix(text('bey'))).after).toBe(text('bye'));
  });

  test('of JSON', async () => {
    const text = (target: string) =>
      JSON.stringify({
        target_region: 'us-east-1',
        flow_definition: {
          name: 'A',
          type: 'ivr',
          nodes: { start: { type: 'start', transitions: [{ target }] }, goodbye: { type: 'end' } },
        },
      });
    expect((await fix(text('godbye'), 'flows/a.flow.json')).after).toBe(text('goodbye'));
  });

  test('remove unused suppressions, with their line where nothing else is on it', async () => {
    const text = (alone: string, behind: string) =>
      `${alone}${flow(`    hello: { type: say, text: Hi, transitions: [{ target: bye }] }${behind}\n`)}`;
    const { after, text: said } = await fix(
      text(
        '# genesys-flows-ignore dead-end: it was one\n',
        ' # genesys-flows-ignore missing-target until 2999-01-01: was renamed',
      ),
    );
    expect(after).toBe(text('', ''));
    expect(said).toContain(
      `Fixed: ${FILE}:1:1 # genesys-flows-ignore dead-end: it was one → removed (suppression)`,
    );
  });

  test('are not made where two names are as near, or none is', async () => {
    const broken = flow(
      '    hello: { type: say, text: Hi, transitions: [{ target: by }] }\n    bya: { type: end }\n    xyz: { type: say, text: x, transitions: [{ target: nowhere }] }\n',
    );
    const { after, changed, text } = await fix(broken);
    expect(after).toBe(broken);
    expect({ changed, text }).toEqual({ changed: 0, text: 'Nothing to fix.\n' });
  });

  test('never leave the workspace by a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'genesys-flow-outside-'));
    const broken = flow('    hello: { type: say, text: Hi, transitions: [{ target: bey }] }\n');
    writeFileSync(join(outside, 'a.flow.yaml'), broken);
    symlinkSync(join(outside, 'a.flow.yaml'), join(root, FILE));
    const findings = findingsOf(await load({ [FILE]: broken }));
    expect(findings.some((finding) => finding.fix)).toBe(true);
    expect(applyFixes({ findings }, root).changed).toBe(0);
    expect(readFileSync(join(outside, 'a.flow.yaml'), 'utf8')).toBe(broken);
    rmSync(outside, { recursive: true });
  });
});
