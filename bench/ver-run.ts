import { join } from 'node:path';
import { freshBuild } from '../build/fresh.ts';
const build = await freshBuild();
process.env.ACTION_ENTRY = join(build.folder, 'index.js');
const { bigTrail } = await import('./trail.ts');
try { process.stdout.write(`${bigTrail().join('\n')}\n`); } finally { build.remove(); }
