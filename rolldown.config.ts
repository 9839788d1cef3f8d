import { defineConfig } from 'rolldown';
import { chunks } from './build/chunks.ts';
import { licences } from './build/licences.ts';
import { commonJsOutput, leanPackages, textFiles } from './build/plugins.ts';

const { plugin, groups } = chunks();

export default defineConfig({
  input: { index: 'src/index.ts', cli: 'src/cli.ts' },
  platform: 'node',
  // jsonc-parser's CommonJS build loads its parts by paths that no bundler sees.
  resolve: { mainFields: ['module', 'main'] },
  plugins: [leanPackages(), textFiles(), plugin, commonJsOutput(), licences()],
  output: {
    dir: 'dist',
    // CommonJS starts in half the time: importing a part of Node from an ES module evaluates all of its exports.
    format: 'cjs',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    cleanDir: true,
    codeSplitting: { groups },
  },
});
