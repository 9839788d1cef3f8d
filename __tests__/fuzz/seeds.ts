import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { record } from '../support/record.ts';

const CORPUS = '../shared/flows/corpus';

/** Node graphs and manifests as JSON. */
export const MANIFESTS: readonly string[] = [
  readFileSync('examples/flows/ivr-tester.flow.json', 'utf8'),
  JSON.stringify({
    target_region: 'us-east-1',
    version_matrix: { major: 1, minor: 2, patch: 3 },
    flow_file: './x.yaml',
    substitutions: { A: 'Support', 'B C': 'x' },
    depends_on: ['y.flow.json'],
    validation_rules: {
      max_node_count: 20,
      allow_circular: false,
      media_registry: { a: true },
      rules: { 'dead-end': 'warning' },
    },
    environments: {
      prod: { target_region: 'eu-west-1', validation_rules: { rules: { 'dead-end': 'off' } } },
    },
  }),
  readFileSync('examples/flows/main-menu.flow.yaml', 'utf8'),
];

/** Architect YAML: the example, and real flows where they are at hand. */
export const FLOWS: readonly string[] = [readFileSync('examples/flows/main-menu.yaml', 'utf8'), ...corpus()];

/** Files of other kinds. */
export const CONFIG = `manifests: ["flows/**", "!flows/old/**"]
rules: {dead-end: warning, unused-media: "off"}
baseline: baseline.json
suppressions:
  - {rule: missing-failure-path, file: "flows/**", reason: known, until: 2099-01-01}
defaults:
  target_region: us-east-1
  environments: {prod: {validation_rules: {max_node_count: 100}}}
`;
export const BASELINE = JSON.stringify([
  { rule: 'dead-end', severity: 'error', message: 'x', file: 'flows/x.flow.json' },
]);
export const WORKFLOW = `on: {pull_request: {}}
jobs:
  flows:
    steps:
      - uses: x/genesys-flow-action@v1
        with: {fail-on: error, manifests: "flows/**"}
`;
export const PAYLOADS: readonly unknown[] = [
  { repository: { full_name: 'o/r', default_branch: 'main', private: true } },
  {
    repository: { full_name: 'o/r', default_branch: 'main' },
    pull_request: {
      number: 1,
      base: { sha: 'b'.repeat(40), repo: { full_name: 'o/r' } },
      head: { sha: 'a'.repeat(40), repo: { full_name: 'o/r' } },
    },
  },
  {
    repository: { full_name: 'o/r' },
    workflow_run: { event: 'push', head_repository: { full_name: 'o/r' } },
  },
  { merge_group: { base_sha: 'b'.repeat(40), head_sha: 'a'.repeat(40) }, repository: { full_name: 'o/r' } },
  {
    action: 'genesys_flow_deploy',
    client_payload: {
      flow_id: 'x',
      flow_name: 'y',
      action: 'update',
      status: 'success',
      version: { major: 1 },
    },
  },
];
export const MESSAGES: readonly string[] = [
  '- ERROR! The queue "Support" was not found.\nPath: /inboundCall/menus/menu[Main]\nProperty name: queue',
  'setting the Archy exit code to 100\nArchitect Scripting session ended in error ( code: 99 )',
  'The flow is locked by user Ann <ann@example.org>.',
  '[{"message": "x", "errors": [{"path": "a.b"}]}]',
];
export const RECORD = record('Test');

function corpus(): string[] {
  if (!existsSync(CORPUS)) return [];
  return ['plain', 'templated'].flatMap((folder) =>
    readdirSync(join(CORPUS, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => readFileSync(join(CORPUS, folder, name), 'utf8'))
      .filter((text) => text.length < 60_000),
  );
}
