import { execFileSync } from 'node:child_process';

/** Runs a program in a folder and gives what it prints. Throws with its errors if it fails. */
export function run(folder: string, program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && program === 'npm',
    }).trim();
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(`${program} ${args.slice(0, 3).join(' ')} failed: ${said || String(error)}`, {
      cause: error,
    });
  }
}
