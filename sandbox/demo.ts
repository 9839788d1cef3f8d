import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoPage, mermaidFile, type Scene } from './demo/page.ts';
import { leftovers, playStory } from './demo/story.ts';
import { createWorld } from './world.ts';

/** Plays the life of two flows against the sandbox, prints it, and writes a page that shows all of it. */

const output = process.env.DEMO_OUTPUT ?? fileURLToPath(new URL('../demo-output', import.meta.url));
const say = (text = '') => process.stdout.write(`${text}\n`);

function print({ title, text, log, checks }: Scene, at: number): void {
  say(`\n${at + 1}. ${title}\n   ${text}`);
  for (const line of log.split('\n')) say(`    ${line}`);
  for (const { what, holds } of checks) say(`  ${holds ? '✔' : '✘'} ${what}`);
}

say('A Genesys Cloud org and a GitHub repository run on this machine. Nothing leaves it.');
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const world = await createWorld();
const scenes: Scene[] = [];
let failures = 0;
try {
  await playStory(world, (scene, files) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(output, name), text);
    print(scene, scenes.length);
    scenes.push(scene);
  });
  const left = await leftovers(world);
  for (const { file, text } of left) writeFileSync(join(output, file), text);
  copyFileSync(mermaidFile, join(output, 'mermaid.min.js'));
  writeFileSync(join(output, 'index.html'), demoPage(scenes, left));
  const violations = [...world.genesys.violations, ...world.github.violations];
  for (const violation of violations) say(`    ${violation}`);
  failures = violations.length + scenes.flatMap(({ checks }) => checks).filter(({ holds }) => !holds).length;
} finally {
  await world.close();
}

say(
  `\nOpen ${relative(process.cwd(), join(output, 'index.html'))} in a browser: it shows every comment, summary and report.`,
);
say(
  'Beside it are the Architect YAML that was uploaded (live-….yaml) and the audit log (audit-….txt and .jsonl).',
);
say('Next: npm run sandbox keeps both servers running for your own tests.');
process.exitCode = failures === 0 ? 0 : 1;
