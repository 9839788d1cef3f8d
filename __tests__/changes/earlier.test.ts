import { expect, test } from 'vitest';
import { earlierVersions } from '../../src/changes/earlier.ts';
import { sentenceLine, sentences } from '../../src/difference/sentence.ts';
import { GitHubError } from '../../src/github/error.ts';
import type { ChangedFile } from '../../src/github/port.ts';
import { load, manifest, to } from '../support/load.ts';

const BEFORE = manifest({
  start: { type: 'start', transitions: to('hello') },
  hello: { type: 'say', text: 'Hi', transitions: to('end') },
  end: { type: 'end', transitions: [] },
});
const AFTER = BEFORE.replace('"Hi"', '"Hello"');

/** The words for what differs between two states of a repository. */
async function words(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  changes: readonly ChangedFile[] = [],
) {
  const { flows } = await load(after, { manifests: '**' });
  const commit = { commit: 'a'.repeat(40), text: (path: string) => Promise.resolve(before[path]) };
  const { versions, added, notices } = await earlierVersions(flows, commit, '', changes);
  const lines = Object.fromEntries(
    [...versions].map(([file, { difference }]) => [file, sentences(difference).map(sentenceLine)]),
  );
  return { lines, added: [...added], notices };
}

test('an inline node graph', async () => {
  expect(await words({ 'flows/x.flow.json': BEFORE }, { 'flows/x.flow.json': AFTER })).toEqual({
    lines: { 'flows/x.flow.json': ['hello: now says “Hello” (was “Hi”)'] },
    added: [],
    notices: [],
  });
});

test('Architect YAML in a file of its own, with the tokens of either version', async () => {
  const flow = (greeting: string) =>
    `inboundCall:\n  name: Line\n  startUpRef: "/inboundCall/tasks/task[T]"\n  initialGreeting: {tts: "${greeting} {{BRAND}}"}\n  tasks:\n    - task: {name: T, refId: T, actions: [{disconnect: {name: D}}]}\n`;
  const owner = (brand: string) =>
    JSON.stringify({ target_region: 'us-east-1', flow_file: 'main.yaml', substitutions: { BRAND: brand } });
  const { lines } = await words(
    { 'flows/x.flow.json': owner('Old'), 'flows/main.yaml': flow('Hi from') },
    { 'flows/x.flow.json': owner('New'), 'flows/main.yaml': flow('Hi from') },
  );
  expect(lines).toEqual({
    'flows/x.flow.json': ['the greeting now says “Hi from New” (was “Hi from Old”)'],
  });
});

test('a flow that is new, and one whose file was renamed', async () => {
  const other = BEFORE.replace('"Test"', '"Other"');
  const changes: ChangedFile[] = [
    { path: 'flows/old.flow.json', status: 'removed' },
    { path: 'flows/new.flow.json', status: 'added' },
    { path: 'flows/other.flow.json', status: 'added' },
  ];
  const found = await words(
    { 'flows/old.flow.json': BEFORE },
    { 'flows/new.flow.json': AFTER, 'flows/other.flow.json': other },
    changes,
  );
  expect(found).toEqual({
    lines: { 'flows/new.flow.json': ['hello: now says “Hello” (was “Hi”)'] },
    added: ['flows/other.flow.json'],
    notices: [],
  });
});

test('a version that cannot be read is named, and nothing is made up', async () => {
  const found = await words({ 'flows/x.flow.json': '{"flow_definition": [' }, { 'flows/x.flow.json': AFTER });
  expect(found.lines).toEqual({});
  expect(found.notices).toEqual([
    'Not compared with the base, where the flow cannot be read: flows/x.flow.json.',
  ]);
});

test('a flow that changed its format is named', async () => {
  const yaml =
    'inboundCall:\n  name: Test\n  startUpRef: ./tasks/task[T]\n  tasks: [{task: {name: T, refId: T, actions: [{disconnect: {name: D}}]}}]\n';
  const owner = JSON.stringify({ target_region: 'us-east-1', flow_file: 'main.yaml' });
  const found = await words(
    { 'flows/x.flow.json': BEFORE },
    { 'flows/x.flow.json': owner, 'flows/main.yaml': yaml },
  );
  expect(found.notices[0]).toContain('flows/x.flow.json');
});

test('without the permission to read the base the run goes on, and says so', async () => {
  const { flows } = await load({ 'flows/x.flow.json': AFTER });
  const refused = new GitHubError(403, 'GitHub refused to read flows/x.flow.json', 'Grant contents: read.');
  const commit = { commit: 'a'.repeat(40), text: () => Promise.reject(refused) };
  const { notices } = await earlierVersions(flows, commit, '', []);
  expect(notices).toEqual([
    'The earlier version of the flows could not be read: GitHub refused to read flows/x.flow.json.',
  ]);
});
