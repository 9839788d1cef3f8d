import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findingsOf, load } from '../support/load.ts';

const corpus = '../shared/flows/corpus';

/** A value that a deployment would give for a token of this name. */
function madeUp(name: string): string {
  return /language|locale|lang$/i.test(name) ? 'en-us' : 'Made Up';
}

describe.skipIf(!existsSync(corpus))(
  'flows that other people wrote (skipped where the corpus is not there)',
  () => {
    test.each(['plain', 'templated'])(
      '%s: not one error on a flow that the platform accepts',
      async (part) => {
        const errors: string[] = [];
        let flows = 0;
        for (const name of readdirSync(`${corpus}/${part}`)) {
          if (!/\.(ya?ml|tftpl)$/.test(name)) continue;
          const text = readFileSync(`${corpus}/${part}/${name}`, 'utf8');
          const tokens = [...text.matchAll(/\{\{([^{}\r\n]+)\}\}/g)].map((match) => (match[1] ?? '').trim());
          const substitutions = Object.fromEntries(tokens.map((token) => [token, madeUp(token)]));
          const files = {
            'x.flow.json': JSON.stringify({
              target_region: 'us-east-1',
              flow_file: 'flow.yaml',
              substitutions,
            }),
            'flow.yaml': text,
          };
          const workspace = await load(files, { manifests: '*.flow.json' });
          flows += workspace.flows.filter(({ graph }) => graph?.name !== '').length;
          for (const { severity, range, rule, message } of findingsOf(workspace)) {
            if (severity === 'error') errors.push(`${name}:${range.line} ${rule}: ${message}`);
          }
        }
        expect(errors).toEqual([]);
        expect(flows).toBeGreaterThan(40);
      },
    );
  },
);
