import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld } from './world.ts';

/** Keeps an org and a GitHub up on loopback for trials, until it is interrupted. */
const world = await createWorld({ genesys: 8801, github: 8802 });
const token = 'ghs_sandbox';
world.github.tokens.set(token, 'write');
const sha = await world.push({ 'README.md': '# Our call flows\n' }, 'Begin');
const temp = mkdtempSync(join(tmpdir(), 'genesys-flow-trial-'));

process.stdout.write(`Genesys Cloud:  ${world.genesys.url}   (prompts: media_abc123, queues: Support)
GitHub:         ${world.github.url}   (repository ${world.github.slug})
Its git:        git --git-dir ${world.github.repository.folder} log --all --oneline

To publish the flows below examples/flows from another terminal:

  touch ${temp}/output ${temp}/summary.md
  env GITHUB_API_URL=${world.github.url} GITHUB_REPOSITORY=${world.github.slug} GITHUB_SHA=${sha} \\
    GITHUB_EVENT_NAME=workflow_dispatch GITHUB_WORKSPACE=$PWD GITHUB_RUN_ID=1 RUNNER_TEMP=${temp} \\
    GITHUB_OUTPUT=${temp}/output GITHUB_STEP_SUMMARY=${temp}/summary.md \\
    INPUT_MODE=publish 'INPUT_MANIFESTS=examples/flows/**' INPUT_GITHUB-TOKEN=${token} \\
    INPUT_GATEWAY-URL=${world.genesys.url} INPUT_CLIENT-ID=${world.clientId} INPUT_CLIENT-SECRET=${world.clientSecret} \\
    node_modules/.bin/node dist/index.js

Stop with Ctrl+C.
`);
const stop = () => {
  void world.close().then(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
