/**
 * Cuts the two API descriptions down to the operations that the sandbox serves.
 * Usage: node sandbox/contracts/trim.ts GITHUB_OPENAPI.json [GENESYS_SWAGGER.json]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { LISTS } from '../../src/genesys/lists.ts';

type Json = Record<string, unknown>;

const GITHUB = [
  'repos/compare-commits-with-basehead',
  'repos/get-content',
  'repos/list-commits',
  'repos/create-deployment',
  'repos/create-deployment-status',
  'repos/list-deployments',
  'repos/list-deployment-statuses',
  'git/get-ref',
  'git/create-ref',
  'git/get-tree',
  'git/create-tree',
  'git/create-commit',
  'actions/get-workflow-run',
  'issues/list-for-repo',
  'issues/create',
  'issues/update',
  'issues/create-comment',
  'issues/update-comment',
  'checks/create',
  'checks/update',
  'pulls/list-files',
  'pulls/create-review',
];
const GENESYS = [
  'getFlow',
  'getFlows',
  'getFlowsLookup',
  'postFlowsJobs',
  'getFlowsJob',
  'postFlowsActionsPublish',
  'postFlowsActionsDeactivate',
  'postFlowsActionsCheckout',
  'postFlowsActionsCheckin',
  'putFlow',
  'getFlowVersions',
  'getArchitectDependencytrackingConsumingresources',
  'postFlowsExportJobs',
  'getFlowsExportJob',
  'getRoutingQueues',
  'getArchitectPrompts',
  'getOrganizationsMe',
];
/** Definitions that matter to the sandbox; others that these refer to become any object. */
const KEPT = new Set([
  'Flow', 'FlowVersion', 'FlowVersionEntityListing', 'FlowEntityListing', 'Operation', 'ErrorBody', 'Detail', 'Limit', 'DomainEntityRef',
  'AddressableEntityRef', 'ArchitectFlowReference', 'ExportDetails', 'RegisterArchitectJobRequest',
  'RegisterArchitectJobResponse', 'ArchitectJobStateResponse', 'ArchitectJobMessage', 'ArchitectJobMessageDetail',
  'RegisterArchitectExportJob', 'RegisterArchitectExportJobResponse', 'ArchitectExportJobStateResponse',
]);
const WORDS = new Set(['description', 'summary', 'examples', 'example', 'externalDocs', 'x-github', 'tags', 'x-error-codes-source', 'x-inin-error-codes', 'x-octokit']);

/** A copy without prose. Properties that happen to have such names are kept. */
function quiet(value: unknown, inProperties = false): unknown {
  if (Array.isArray(value)) return value.map((each) => quiet(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => inProperties || !WORDS.has(key) || (key === 'description' && typeof each === 'object'))
      .map(([key, each]) => [key, quiet(each, key === 'properties')]),
  );
}

function operations(source: Json, ids: readonly string[]): Json {
  const paths: Json = {};
  for (const [path, methods] of Object.entries(source.paths as Record<string, Json>)) {
    const kept = Object.entries(methods).filter(([, each]) => ids.includes((each as Json).operationId as string));
    if (kept.length > 0) paths[path] = Object.fromEntries(kept.map(([method, each]) => [method, quiet(each)]));
  }
  return paths;
}

/** The parts below `#/a/b/` that `from` needs, directly or through others. */
function needed(from: unknown, source: Json, keep: (name: string) => boolean): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const open = [from];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const match of JSON.stringify(value).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const path = match[1] as string;
      if (found.has(path)) continue;
      const name = path.split('/').at(-1) as string;
      const target = path.split('/').reduce<unknown>((each, step) => (each as Json)[step], source);
      const copy = keep(name) ? quiet(target) : { type: 'object' };
      found.set(path, copy);
      open.push(copy);
    }
  }
  return found;
}

function build(source: Json, ids: readonly string[], keep: (name: string) => boolean): Json {
  const paths = operations(source, ids);
  const result: Json = { info: { version: (source.info as Json).version, license: (source.info as Json).license }, paths };
  for (const [path, value] of needed(paths, source, keep)) {
    const steps = path.split('/');
    let at = result;
    for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Json;
    at[steps.at(-1) as string] = value;
  }
  return result;
}

/** Lists that only the SDK tells of: pages of named things, by its declarations. */
function sdkLists(): Json {
  const entity = { type: 'object', required: ['name'], properties: { id: { type: 'string' }, name: { type: 'string' } } };
  const whole = { type: 'integer' };
  const schema = {
    type: 'object',
    properties: { entities: { type: 'array', items: entity }, pageSize: whole, pageNumber: whole, total: whole, pageCount: whole },
  };
  const paths = Object.values(LISTS).filter(({ certain }) => !certain);
  return Object.fromEntries(paths.map(({ path }) => [path, { get: { responses: { '200': { schema } } } }]));
}

const [github, genesys] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')) as Json);
const folder = new URL('.', import.meta.url).pathname;
if (github) writeFileSync(`${folder}github.json`, `${JSON.stringify(build(github, GITHUB, () => true))}\n`);
if (genesys) {
  const org = build(genesys, GENESYS, (name) => KEPT.has(name));
  Object.assign(org.paths as Json, sdkLists());
  writeFileSync(`${folder}genesys.json`, `${JSON.stringify(org)}\n`);
}
