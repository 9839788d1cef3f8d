import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { cloneFinder } from '../event/clone.ts';
import type { Mode } from '../event/mode.ts';
import type { RunResult } from '../report/result.ts';
import { sarif } from '../report/sarif.ts';
import { RULES_BY_ID } from '../rules/catalogue.ts';
import type { Files, Git } from '../runtime.ts';
import { diskFiles } from '../system/files.ts';
import { counted } from '../text/plural.ts';

/** What a SARIF file is written with. */
export interface SarifFileOptions {
  /** The input `sarif-file`. */
  readonly path: string;
  /** Write the findings that the team accepted, too. */
  readonly suppressed: boolean;
  readonly workspace: string;
  /** The runner's temporary folder. */
  readonly temp: string;
  /** The folder of this action, which holds the pages of the rules. */
  readonly home: string;
  /** Address of the folder with a page per rule; empty if it is not known. */
  readonly rulesUrl: string;
  readonly git: Git;
}

/** The file that was written, undefined if none was, and what to say about it. */
export interface WrittenSarif {
  readonly file: string | undefined;
  readonly notices: readonly string[];
}

/** Modes whose findings are those of the flows. Of the others a file would close the alerts of all flows. */
const WITH_FINDINGS: ReadonlySet<Mode> = new Set(['validate', 'plan', 'publish']);

/**
 * Writes the findings of a result without secrets as SARIF. Throws a `ConfigurationError` if the path is outside the
 * workspace and the temporary folder, leads through a link, or names a file that git tracks.
 */
export async function writeSarifFile(result: RunResult, options: SarifFileOptions): Promise<WrittenSarif> {
  const { mode, accepted = [] } = result;
  if (!WITH_FINDINGS.has(mode))
    return { file: undefined, notices: [`No SARIF file is written: mode ${mode} does not check flows.`] };
  const { file, root, way } = placeOf(options);
  if (root === options.workspace) await refuseTracked(way, diskFiles(root), options);
  const { text, left } = sarif(
    { ...result, accepted: options.suppressed ? accepted : [] },
    {
      rules: RULES_BY_ID,
      rulesUrl: options.rulesUrl,
      informationUri: options.rulesUrl.split('/blob/')[0] ?? '',
      helpOf: (rule) => helpOf(rule, options.home),
    },
  );
  await diskFiles(root).write(way, text);
  const notice = `The SARIF file lacks ${counted(left, 'finding')}: GitHub takes no more. The output findings-file has all findings.`;
  return { file, notices: left > 0 ? [notice] : [] };
}

/** Where the file lies, the folder that it must stay in, and the path from there. */
function placeOf({ path, workspace, temp }: SarifFileOptions): {
  readonly file: string;
  readonly root: string;
  readonly way: string;
} {
  const file = resolve(workspace, path);
  for (const root of [workspace, temp]) {
    const way = relative(root, file);
    const isInside =
      root !== '' && way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
    if (isInside) return { file, root, way: way.split(sep).join('/') };
  }
  throw new ConfigurationError(
    `"sarif-file" is outside the workspace and the runner's temporary folder: ${path}`,
    'Write a path below the workspace, such as flows.sarif.',
  );
}

/** A file of the repository is never replaced. In another clone, which git is not asked about, no file is. */
async function refuseTracked(way: string, files: Files, { git, workspace }: SarifFileOptions): Promise<void> {
  const clone = await cloneFinder(files)(join(way, '..').split(sep).join('/'));
  if (clone === undefined) return;
  const isTaken =
    clone === '.'
      ? (await git(['ls-files', '-z', '--', way])).length > 0
      : existsSync(resolve(workspace, way));
  if (!isTaken) return;
  throw new ConfigurationError(
    `"sarif-file" names a file of the repository, which is not replaced: ${way}`,
    'Write the path of a file that git does not track.',
  );
}

function helpOf(rule: string, home: string): string | undefined {
  if (!RULES_BY_ID.has(rule)) return undefined;
  try {
    return readFileSync(join(home, 'docs', 'rules', `${rule}.md`), 'utf8');
  } catch {
    return undefined;
  }
}
