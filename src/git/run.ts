import { spawn } from 'node:child_process';
import type { Git } from '../ports.ts';

/** Git in a folder: reads only, and neither hooks nor replaced objects have a say. */
export function gitIn(folder: string): Git {
  return (args, input = '') =>
    new Promise((done, fail) => {
      const child = spawn('git', ['--no-replace-objects', '-c', 'core.fsmonitor=false', ...args], {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const out: Buffer[] = [];
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => void out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8').slice(0, 1000);
      });
      child.on('error', fail);
      child.on('close', (code) => {
        if (code === 0) done(Buffer.concat(out));
        else fail(new Error(`git ${args[0] ?? ''}: ${said.trim().slice(0, 300)}`));
      });
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
}
