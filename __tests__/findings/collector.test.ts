import { expect, test } from 'vitest';
import { Collector } from '../../src/findings/collector.ts';
import { separateFindings } from '../../src/findings/new-findings.ts';
import { gateChanged } from '../../src/rules/manifest.ts';
import { readYaml } from '../../src/source/yaml.ts';

const LIMIT = 200;

/** The findings of a rule with this many of them in one manifest. */
function findings(count: number) {
  const document = readYaml('flows/a.yaml', 'a: 1\n');
  const collector = new Collector({ file: 'flows/a.yaml', severities: {} });
  const place = { document, span: { start: 0, end: 1 } };
  for (let at = 0; at < count; at++) collector.add(gateChanged, { place, message: `m${at}`, hint: '' });
  return collector.findings;
}

test('as many findings of a rule as may be listed are listed, and the last one stands for those past that', () => {
  expect(findings(LIMIT)).toHaveLength(LIMIT);
  expect(findings(LIMIT).at(-1)).not.toHaveProperty('unlisted');
  expect(findings(LIMIT + 2)).toHaveLength(LIMIT);
  expect(findings(LIMIT + 2).at(-1)).toMatchObject({
    message: `m${LIMIT - 1} (more findings of this rule are not listed)`,
    unlisted: 2,
  });
});

test('a change that adds a finding past the limit has a new one', () => {
  expect(separateFindings(findings(LIMIT + 3), findings(LIMIT + 3)).fresh).toEqual([]);
  expect(separateFindings(findings(LIMIT + 4), findings(LIMIT + 3)).fresh).toMatchObject([{ unlisted: 4 }]);
});
