import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** What `init` did with each file of the example, by its path with forward slashes. */
export interface Initialized {
  readonly written: readonly string[];
  /** They existed before and were left as they are. */
  readonly kept: readonly string[];
}

/** Copies the example of a first repository into a folder. Existing files are left as they are. */
export function initialize(home: string, root: string): Initialized {
  const source = join(home, 'examples', 'start');
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(source, path)).isFile())
    .sort();
  const written: string[] = [];
  const kept: string[] = [];
  for (const path of paths) {
    const target = join(root, path);
    const shown = path.split(sep).join('/');
    if (existsSync(target)) {
      kept.push(shown);
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    // A file that appears between the check and the copy is not overwritten either.
    cpSync(join(source, path), target, { errorOnExist: true, force: false });
    written.push(shown);
  }
  return { written, kept };
}

/** What `init` did and what comes next, as lines. */
export function initText({ written, kept }: Initialized): string {
  const lines = [
    ...written.map((path) => `Written: ${path}`),
    ...kept.map((path) => `Kept, because it exists: ${path}`),
    '',
    'Next:',
    '  1. Set "target_region" in .genesys-flows.yml to the region of your org.',
    '  2. Replace "your-org" in the workflow with the owner of the action.',
    '  3. Run: genesys-flows validate',
    '  4. Commit the files and open a pull request.',
  ];
  return `${lines.join('\n')}\n`;
}
