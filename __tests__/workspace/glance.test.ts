import { expect, test } from 'vitest';
import { FileStore } from '../../src/workspace/file-store.ts';
import { Glances } from '../../src/workspace/glance.ts';

const FLOW = 'inboundCall:\n  name: Main\n';

/** Files in memory that count how often each is read. */
function countedFiles(texts: Readonly<Record<string, string>>) {
  const reads: string[] = [];
  return {
    reads,
    find: () => Promise.resolve(Object.keys(texts)),
    resolve: (path: string) =>
      Promise.resolve(
        path in texts ? ({ ok: true, path, size: 1 } as const) : ({ ok: false, why: 'missing' } as const),
      ),
    read: (path: string) => {
      reads.push(path);
      return Promise.resolve(Buffer.from(texts[path] ?? ''));
    },
    write: () => Promise.resolve(),
  };
}

test('a glance reads a file once, and says type and name', async () => {
  const files = countedFiles({ 'a.yaml': FLOW });
  const glances = new Glances(new FileStore(files));
  const seen = { isFlow: true, header: { root: 'inboundCall', name: 'Main' }, holdsTokens: false };
  expect(await glances.of('a.yaml')).toEqual(seen);
  expect(await glances.of('a.yaml')).toEqual(seen);
  expect(files.reads).toEqual(['a.yaml']);
});

test('the bytes of a file whose name is known are not kept, others are', async () => {
  const files = countedFiles({ 'a.yaml': FLOW, 'b.yaml': `${FLOW}  startUpRef: ./b.yaml#/c\n` });
  const store = new FileStore(files);
  const glances = new Glances(store);
  await glances.of('a.yaml');
  expect((await glances.of('b.yaml'))?.header).toBeUndefined();
  await store.load('a.yaml');
  await store.load('b.yaml');
  expect(files.reads).toEqual(['a.yaml', 'b.yaml', 'a.yaml']);
});

test.each([
  [
    'text that is not UTF-8',
    Buffer.concat([Buffer.from(`${FLOW}  description: `), Buffer.from([0xff, 0x0a])]),
  ],
  ['a bare carriage return', Buffer.from(`${FLOW}  description: a\rb\n`)],
])('%s takes a full reading', async (_, bytes) => {
  const files = { ...countedFiles({ 'a.yaml': '' }), read: () => Promise.resolve(bytes) };
  expect((await new Glances(new FileStore(files)).of('a.yaml'))?.header).toBeUndefined();
});

test('a file that is not there has none', async () => {
  expect(await new Glances(new FileStore(countedFiles({}))).of('a.yaml')).toBeUndefined();
});
