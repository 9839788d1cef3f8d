import { defineConfig } from 'vitest/config';
import { leanPackages } from './build/plugins.ts';

export default defineConfig({
  plugins: [leanPackages()],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    server: { deps: { inline: [/purecloud-platform-client-v2/] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/e2e/**', '__tests__/model/**'],
        },
      },
      { extends: true, test: { name: 'model', include: ['__tests__/model/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['__tests__/e2e/**/*.test.ts'],
          globalSetup: '__tests__/support/fresh-action.ts',
        },
      },
    ],
  },
});
