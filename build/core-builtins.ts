/** The parts of `fs` and `os` that @actions/core uses; a namespace import of a builtin copies every name it has. */
export { appendFileSync, existsSync } from 'node:fs';

export const EOL = process.platform === 'win32' ? '\r\n' : '\n';
