import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import type { Git } from '../runtime.ts';
import { findGit } from './program.ts';

/** Settings that a clone may carry and that would run a program or change what git says of its commits. */
const SETTINGS: readonly string[] = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.sshCommand=false',
  'core.gitProxy=',
  'core.alternateRefsCommand=',
  'core.pager=',
  'credential.helper=',
  'diff.external=',
  'gpg.program=false',
  'gpg.openpgp.program=false',
  'gpg.x509.program=false',
  'gpg.ssh.program=false',
  'log.showSignature=false',
  'log.mailmap=false',
  'protocol.allow=never',
  'uploadpack.packObjectsHook=',
  // A commit graph is a cache that could name other parents than the commits do.
  'core.commitGraph=false',
  'log.showRoot=true',
  'log.diffMerges=separate',
  `diff.orderFile=${devNull}`,
  'color.ui=false',
  'advice.graftFileDeprecated=false',
];

/**
 * Git in the clone of a folder, for reading. Neither hooks, helpers, replaced objects nor settings of the user or the clone
 * have a say. `path` is the variable PATH.
 */
export function gitIn(folder: string, path = process.env.PATH ?? ''): Git {
  return (args, input = '') =>
    new Promise((done, fail) => {
      const program = findGit(path, folder);
      const settings = [`safe.directory=${folder}`, ...SETTINGS].flatMap((each) => ['-c', each]);
      // With the folder named, git looks for no other: neither above, nor a bare repository among the files.
      const place = [`--git-dir=${join(folder, '.git')}`, `--work-tree=${folder}`];
      const child = spawn(
        program.file,
        ['--no-replace-objects', '--no-pager', ...place, ...settings, ...args],
        {
          cwd: folder,
          env: {
            PATH: program.path,
            SystemRoot: process.env.SystemRoot,
            GIT_OPTIONAL_LOCKS: '0',
            GIT_NO_LAZY_FETCH: '1',
            GIT_ALLOW_PROTOCOL: 'none',
            GIT_CONFIG_NOSYSTEM: '1',
            GIT_CONFIG_GLOBAL: devNull,
            GIT_ATTR_NOSYSTEM: '1',
            GIT_GRAFT_FILE: devNull,
            GIT_LITERAL_PATHSPECS: '1',
            GIT_TERMINAL_PROMPT: '0',
            LC_ALL: 'C',
          },
          stdio: ['pipe', 'pipe', 'pipe'],
        },
      );
      const out: Buffer[] = [];
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => void out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => {
        if (said.length < 1000) said += chunk.toString('utf8').slice(0, 1000);
      });
      child.on('error', fail);
      child.on('close', (code) => {
        if (code === 0) done(Buffer.concat(out));
        else fail(gitFailed(args[0] ?? '', said));
      });
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
}

function gitFailed(command: string, said: string): ActionError {
  return new ActionError(
    `git ${command} failed in the workspace: ${said.trim().slice(-300) || 'no message'}`,
    'Check out the repository anew with actions/checkout.',
  );
}
