import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startChromium } from '../__tests__/support/chromium.ts';
import { commentPage, mermaidFile } from '../sandbox/demo/page.ts';
import { playStory } from '../sandbox/demo/story.ts';
import { createWorld } from '../sandbox/world.ts';

/** Draws the pictures of the README: the comment of the demo's pull request that changes what callers hear, light and dark. */

const THEMES = { light: 'comment.png', dark: 'comment-dark.png' } as const;

const images = fileURLToPath(new URL('../docs/images', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-images-'));
const world = await createWorld();
const browser = await startChromium();
try {
  let comment = '';
  await playStory(world, (scene) => {
    comment = scene.comment ?? comment;
  });
  const file = join(folder, 'comment.html');
  writeFileSync(file, commentPage(comment));
  copyFileSync(mermaidFile, join(folder, 'mermaid.min.js'));
  mkdirSync(images, { recursive: true });
  for (const [theme, name] of Object.entries(THEMES)) {
    const page = await browser.newPage();
    await page.setViewport({ width: 860, height: 900, deviceScaleFactor: 1.25 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('body[data-drawn]');
    const box = await page.waitForSelector('#comment');
    writeFileSync(join(images, name), (await box?.screenshot()) ?? '');
    process.stdout.write(`docs/images/${name}: ${statSync(join(images, name)).size} bytes\n`);
  }
} finally {
  await browser.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
}
