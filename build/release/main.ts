import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dryRun } from './dry-run.ts';
import { check, compareBuilds, pack, prepare, tag } from './steps.ts';

/** The steps of a release, as RELEASE.md and the release workflow use them. They need no package, only git and npm. */

const USAGE = `npm run release -- prepare <version>          write the version, cut CHANGELOG.md, build dist
npm run release -- --dry-run <version>         everything, in clones, without leaving this machine
npm run release -- check <version>             whether HEAD can be released
npm run release -- compare <folder> <folder>   whether two builds are the same
npm run release -- pack <version> <folder>     the package, its bill of materials and the release notes
npm run release -- tag <version>               the tags, in this clone`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const print = (line: string) => void process.stdout.write(`${line}\n`);

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false } },
  });
  const [first = '', second = '', third = ''] = positionals;
  if (values['dry-run'] && first !== '') return dryRun(root, first, print);
  switch (first) {
    case 'prepare': {
      const changed = prepare(root, second, new Date().toISOString().slice(0, 10));
      return print(`Changed: ${changed.join(', ')}. Commit them and open a pull request.`);
    }
    case 'check':
      check(root, second, process.env.GITHUB_REPOSITORY ?? '');
      return print(`${second} can be released.`);
    case 'compare':
      return print(`${compareBuilds(second, third)} files of dist are the same.`);
    case 'pack':
      return print(pack(root, second, third));
    case 'tag': {
      const { exact, moving } = tag(root, second);
      return print([exact, moving].filter((each) => each !== undefined).join('\n'));
    }
    default:
      throw new Error(`Use one of:\n${USAGE}`);
  }
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
