import { defineConfig } from 'vitest/config';
import { leanPackages } from './build/plugins.ts';

export default defineConfig({
  plugins: [leanPackages()],
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    server: { deps: { inline: [/purecloud-platform-client-v2/] } },
  },
});
