import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Checks one rule: `npm run check:rule -- <id> [--write]`. With `--write` it first writes the expected findings of the fixtures
 * and the generated parts of the page. It runs the fixtures and the page of the rule, not its types (`npm run check:types`).
 */

const [id = ''] = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const writes = process.argv.includes('--write');
if (!/^[a-z]+(-[a-z]+)*$/.test(id)) {
  process.stdout.write('Usage: npm run check:rule -- <id> [--write]\n');
  process.exit(2);
}
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
if (writes) run(['build/docs.ts']);
run([
  vitest,
  'run',
  '--project',
  'unit',
  '__tests__/rules/golden.test.ts',
  '__tests__/docs/rules.test.ts',
  ...(writes ? ['--update'] : []),
]);

function run(args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, RULE: id },
  });
  if (status !== 0) process.exitCode = status ?? 1;
}
