import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** An import or re-export that is followed when a module is loaded: neither of types only, nor by `import()`. */
const STATIC = /^(?:import|export)\s(?!type\s)(?:[^'";]*?\sfrom\s)?'(\.[^']+\.ts)'/gm;

/** Modules of surfaces that a run may have beside log, summary and annotations. */
const SURFACES =
  /^src\/(report\/(sarif|html\/|check-run|suggestions\/)|action\/(sarif-file|check-run|suggestions)|findings\/edits|rules\/catalogue)/;

/** The same of a package, or of a part of Node. */
const PACKAGE = /^(?:import|export)\s(?!type\s)(?:[^'";]*?\sfrom\s)?'([^.'][^']*)'/gm;

/** Every module of ours that is loaded with another one. */
function loadedWith(entry: string): string[] {
  const found = new Set([entry]);
  for (const file of found) {
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(STATIC))
      found.add(normalize(join(dirname(file), target)));
  }
  return [...found];
}

test('a run over node graphs loads no rule about Architect YAML, and not the catalogue of all rules', () => {
  const loaded = loadedWith('src/modes/validate.ts');
  expect(loaded).toContain('src/rules/flow/busy-loop.ts');
  expect(loaded).toContain('src/rules/repository/manifest-region.ts');
  const others = loaded.filter((file) =>
    /^src\/(rules\/(architect\/|expressions\/|catalogue)|architect\/)/.test(file),
  );
  expect(others).toEqual([]);
});

test('a run loads what it reports with only where that is asked for', () => {
  const loaded = loadedWith('src/index.ts');
  expect(loaded).toContain('src/action/surfaces.ts');
  expect(loaded.filter((file) => SURFACES.test(file))).toEqual([]);
});

test('a run that does not comment loads nothing of it', () => {
  const loaded = loadedWith('src/index.ts');
  expect(loaded).toContain('src/action/surfaces.ts');
  expect(loaded.filter((file) => /comment|text-tree/.test(file))).toEqual([]);
  expect(loadedWith('src/action/comment.ts')).toContain('src/report/comment/comment.ts');
});

test('a validation without a base loads nothing that compares versions', () => {
  for (const entry of ['src/index.ts', 'src/cli/validate.ts'])
    expect(loadedWith(entry).filter((file) => file.startsWith('src/difference/'))).toEqual([]);
});

test('a validation from the command line loads neither the runner’s toolkit nor Node’s crypto', () => {
  const packages = loadedWith('src/cli/validate.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(PACKAGE)].map(([, name = '']) => name),
  );
  expect(packages).toContain('node:fs');
  expect(
    packages.filter((name) => /crypto|^@actions|^node:(readline|child_process|http)/.test(name)),
  ).toEqual([]);
});

test('the walk follows imports of values', () => {
  expect(loadedWith('src/rules/catalogue.ts')).toContain('src/rules/architect/empty-menu.ts');
});
