import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';
import { check, compareBuilds, pack, prepare, tag } from './steps.ts';

/**
 * Does everything that a release does, in clones of the last commit, except what leaves this machine: nothing is pushed, attested or
 * published. Prints each step. Throws at the first that fails.
 */
export function dryRun(root: string, version: string, print: (line: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-flow-release-'));
  const [first, second] = [join(folder, 'first'), join(folder, 'another-folder/second')];
  try {
    run(root, 'git', ['clone', '--quiet', root, first]);
    linkPackages(root, first);
    const today = new Date().toISOString().slice(0, 10);
    print(`prepare: ${prepare(first, version, today).join(', ')}`);
    commit(first, version);
    check(first, version, '');
    print(`check: ${version} can be released`);

    run(root, 'git', ['clone', '--quiet', first, second]);
    linkPackages(root, second);
    rmSync(join(second, 'dist'), { recursive: true });
    run(second, 'npm', ['run', '--silent', 'build']);
    print(`build: ${compareBuilds(first, second)} files of dist, the same in two folders`);

    const packed = join(folder, 'packed');
    const name = pack(first, version, packed);
    print(`pack: ${readdirSync(packed).sort().join(', ')}`);
    const { exact, moving } = tag(first, version);
    print(`tag: ${[exact, moving].filter((each) => each !== undefined).join(', ')}`);
    print(`publish: ${publishDry(packed, name)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** npm asks the registry whether the version is there, so this part needs the network. */
function publishDry(folder: string, name: string): string {
  try {
    run(folder, 'npm', ['publish', '--dry-run', '--ignore-scripts', '--access', 'public', `./${name}`]);
    return `npm takes ${name} (dry run)`;
  } catch (error) {
    const said = String(error);
    if (!/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(said)) throw error;
    return 'not tried: the npm registry cannot be reached';
  }
}

/** The release workflow installs the packages once in each folder. Here one installation has to do for both. */
function linkPackages(from: string, to: string): void {
  const source = join(from, 'node_modules');
  if (!existsSync(source)) throw new Error('node_modules is missing. Run: npm ci');
  symlinkSync(source, join(to, 'node_modules'), 'junction');
  // .gitignore means the folder, not a link.
  appendFileSync(join(to, '.git/info/exclude'), 'node_modules\n');
}

function commit(root: string, version: string): void {
  run(root, 'git', ['config', 'user.name', 'release']);
  run(root, 'git', ['config', 'user.email', 'release@example.com']);
  run(root, 'git', ['add', '--all']);
  run(root, 'git', ['commit', '--quiet', '--message', `Release ${version}`]);
}
