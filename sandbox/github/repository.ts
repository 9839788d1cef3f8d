import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const AUTHOR = {
  GIT_AUTHOR_NAME: 'sandbox',
  GIT_AUTHOR_EMAIL: 'sandbox@example.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@example.com',
};

/** Stands for GitHub's own signature. */
const SIGNATURE = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n c2FuZGJveA==\n -----END PGP SIGNATURE-----\n';

/** One entry of a tree. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number;
}

/** A bare git repository in a folder of its own, written with git's own commands. */
export class Repository {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(folder = mkdtempSync(join(tmpdir(), 'genesys-flow-sandbox-'))): Promise<Repository> {
    const repository = new Repository(folder);
    await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder]);
    return repository;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async git(args: readonly string[], environment: Record<string, string> = {}): Promise<string> {
    const { stdout } = await run('git', ['--git-dir', this.folder, ...args], {
      env: { ...process.env, ...AUTHOR, ...environment },
      maxBuffer: 256 * 1024 * 1024,
    });
    return stdout.replace(/\n$/, '');
  }

  /** The same with something on standard input. */
  #feed(
    args: readonly string[],
    input: string | Buffer,
    environment: Record<string, string> = {},
  ): Promise<string> {
    return new Promise((done, fail) => {
      const child = spawn('git', ['--git-dir', this.folder, ...args], {
        env: { ...process.env, ...AUTHOR, ...environment },
      });
      let out = '';
      child.stdout.on('data', (chunk) => {
        out += String(chunk);
      });
      child.on('error', fail);
      child.on('close', (code) => (code === 0 ? done(out.trim()) : fail(new Error(`git ${args[0]} failed`))));
      child.stdin.end(input);
    });
  }

  blob(content: string | Buffer): Promise<string> {
    return this.#feed(['hash-object', '-w', '--stdin'], content);
  }

  /** The commit a ref or sha means; undefined if there is none. */
  commit(ref: string): Promise<string | undefined> {
    return this.git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]).catch(() => undefined);
  }

  async read(ref: string, path: string): Promise<Buffer | undefined> {
    try {
      const { stdout } = await run('git', ['--git-dir', this.folder, 'cat-file', 'blob', `${ref}:${path}`], {
        encoding: 'buffer',
        maxBuffer: 256 * 1024 * 1024,
      });
      return stdout;
    } catch {
      return undefined;
    }
  }

  /** Commits that changed a file, the newest first. */
  async history(
    ref: string,
    path: string | null,
    skip: number,
    count: number,
  ): Promise<{ sha: string; parents: string[]; message: string; verified: boolean }[]> {
    const range = [`--skip=${skip}`, `-${count}`, '-z', '--format=%H %P%x01%B', ref];
    const text = await this.git(['log', ...range, ...(path === null ? [] : ['--', path])]);
    const entries = text.split('\0').filter((entry) => entry !== '');
    return Promise.all(
      entries.map(async (entry) => {
        const [ids = '', message = ''] = entry.split('\u0001');
        const [sha = '', ...parents] = ids.trim().split(' ');
        const verified = (await this.git(['cat-file', 'commit', sha])).includes(SIGNATURE);
        return { sha, parents: parents.filter((each) => each !== ''), message: message.trimEnd(), verified };
      }),
    );
  }

  async list(ref: string, recursive: boolean): Promise<TreeEntry[]> {
    const text = await this.git(['ls-tree', '-z', '--long', ...(recursive ? ['-r', '-t'] : []), ref]);
    return text
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => {
        const [about = '', path = ''] = line.split('\t');
        const [mode = '', type = '', sha = '', size = ''] = about.split(/ +/);
        return { path, mode, type, sha, ...(type === 'blob' ? { size: Number(size) } : {}) };
      });
  }

  /** Writes a tree: that of `base` with files added, replaced (text) or removed (null). */
  async tree(
    base: string | undefined,
    files: Readonly<Record<string, string | Buffer | null>>,
  ): Promise<string> {
    const index = join(this.folder, `index-${process.pid}-${Math.random().toString(36).slice(2)}`);
    const environment = { GIT_INDEX_FILE: index };
    try {
      await this.git(base ? ['read-tree', base] : ['read-tree', '--empty'], environment);
      const lines: string[] = [];
      for (const [path, content] of Object.entries(files)) {
        if (content === null) lines.push(`0 ${'0'.repeat(40)}\t${path}`);
        else lines.push(`100644 ${await this.blob(content)}\t${path}`);
      }
      await this.#feed(
        ['update-index', '-z', '--index-info'],
        lines.map((line) => `${line}\0`).join(''),
        environment,
      );
      return await this.git(['write-tree'], environment);
    } finally {
      rmSync(index, { force: true });
    }
  }

  commitTree(tree: string, parents: readonly string[], message: string): Promise<string> {
    return this.#feed(['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])], `${message}\n`);
  }

  /** A commit with a signature, as GitHub makes those that its API is asked for. The signature means nothing here. */
  async signedCommit(tree: string, parents: readonly string[], message: string): Promise<string> {
    const plain = await this.git(['cat-file', 'commit', await this.commitTree(tree, parents, message)]);
    const end = plain.indexOf('\n\n') + 1;
    return this.#feed(
      ['hash-object', '-t', 'commit', '-w', '--stdin'],
      `${plain.slice(0, end)}${SIGNATURE}${plain.slice(end)}\n`,
    );
  }

  /** Moves a branch; false if it does not stand where it was expected to (undefined: it must not exist). */
  async move(branch: string, to: string, from: string | undefined): Promise<boolean> {
    const old = from ?? '0'.repeat(40);
    return this.git(['update-ref', `refs/heads/${branch}`, to, old]).then(
      () => true,
      () => false,
    );
  }

  /** Commits files on a branch, as somebody who pushes does. */
  async push(
    branch: string,
    files: Readonly<Record<string, string | null>>,
    message: string,
    from = branch,
  ): Promise<string> {
    const parent = await this.commit(`refs/heads/${from}`);
    const sha = await this.commitTree(await this.tree(parent, files), parent ? [parent] : [], message);
    await this.move(branch, sha, await this.commit(`refs/heads/${branch}`));
    return sha;
  }

  /** Makes an empty folder a clone at a commit, as actions/checkout does; it borrows the objects of this repository. */
  async checkout(commit: string, folder: string, origin = `file://${this.folder}`): Promise<void> {
    await run('git', ['init', '--quiet', folder]);
    writeFileSync(join(folder, '.git/objects/info/alternates'), `${join(this.folder, 'objects')}\n`);
    await run('git', ['-C', folder, 'remote', 'add', 'origin', origin]);
    await run('git', ['-C', folder, 'checkout', '--quiet', '--detach', commit]);
  }
}
