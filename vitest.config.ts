import { defineConfig } from 'vitest/config';
import { leanPackages, textFiles, withoutSourceMaps } from './build/plugins.ts';

/** Long proofs: properties against brute force, hostile files, mutations, the corpus, and what measures real time. */
const PROOFS = '__tests__/**/*.proof.test.ts';
const UNIT_EXCLUDES = [PROOFS, '__tests__/e2e/**', '__tests__/model/**', '__tests__/browser/**'];

export default defineConfig({
  plugins: [leanPackages(), textFiles(), withoutSourceMaps(/\/@actions\/workflow-parser\//)],
  test: {
    // Only what hangs runs into these; a loaded machine must not fail a test.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // By default vitest leaves one core free, which on a machine with two is half of it.
    maxWorkers: '100%',
    // The parser of workflows imports JSON without the attribute that Node asks for.
    server: { deps: { inline: [/purecloud-platform-client-v2/, /@actions\/workflow-parser/] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['__tests__/**/*.test.ts'],
          exclude: UNIT_EXCLUDES,
          // Nothing in these tests changes what another file sees, and a process or a module graph a file costs most of the time.
          pool: 'threads',
          isolate: false,
        },
      },
      { extends: true, test: { name: 'proof', include: [PROOFS] } },
      // What a person sees, in a real Chromium; skipped with a message where there is none.
      { extends: true, test: { name: 'browser', include: ['__tests__/browser/**/*.test.ts'] } },
      { extends: true, test: { name: 'model', include: ['__tests__/model/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['__tests__/e2e/**/*.test.ts'],
          globalSetup: '__tests__/support/fresh-action.ts',
          // They start processes and wait for servers, so more of them than there are cores run at once: after all others.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
