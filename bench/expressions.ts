import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { architectFlow } from './architect-flows.ts';
import { inTurn, line, median } from './measure.ts';

const CORPUS = '../shared/flows/corpus';
/** The longest expression that the platform takes. */
const LONGEST = 32_000;

/** Flows of the field where they are there, else ones that are made up. */
function flows(): Buffer[] {
  if (!existsSync(CORPUS))
    return Array.from({ length: 50 }, (_, at) => Buffer.from(architectFlow(`F${at}`, 6000)));
  return ['plain', 'templated'].flatMap((part) =>
    readdirSync(join(CORPUS, part))
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) =>
        Buffer.from(readFileSync(join(CORPUS, part, name), 'utf8').replaceAll(/\{\{[^{}\r\n]+\}\}/g, 'TOK')),
      ),
  );
}

/** What the rules about expressions add to reading and checking flows, in processor time. */
export async function expressionsAgainstTheRest(core: typeof import('./core.ts')): Promise<string> {
  const files = flows();
  const check = async (settings: string) => {
    for (const bytes of files) await core.readAndCheckFlow(bytes, settings);
  };
  const { all, rest } = await inTurn(
    { all: () => check(core.EXPRESSIONS), rest: () => check(core.NO_EXPRESSIONS) },
    12,
    1,
    30,
  );
  const [more, less] = [all.cpu, rest.cpu];
  return line(
    `reading and checking ${files.length} flows with their expressions (${more.toFixed(0)} ms of processor time) to without (${less.toFixed(0)} ms)`,
    more / less,
    1.2,
    'times',
  );
}

/** Expressions of the greatest length: of many arguments, of nothing but brackets, and a sum of texts. */
function longest(size: number): string[] {
  const fill = (part: string) => part.repeat(Math.floor((size - 20) / part.length));
  return [
    `MakeList(${fill('Lower("a"),')}"a")`,
    `${'('.repeat(size / 2 - 1)}1${')'.repeat(size / 2 - 1)}`,
    fill('(]'),
    `Append(${fill('Flow.x,')}"a")`,
  ];
}

/** The longest expression, warm and in a new process, and twice the length to once. */
export async function longestExpression(
  core: typeof import('./core.ts'),
  bundle: string,
  folder: string,
): Promise<string[]> {
  const check = (size: number) => () => {
    for (const text of longest(size)) core.checkExpression(text);
  };
  const { once, twice } = await inTurn({ once: check(LONGEST / 2), twice: check(LONGEST) }, 40);
  const script = join(folder, 'longest.mjs');
  writeFileSync(
    script,
    `import { checkExpression } from ${JSON.stringify(pathToFileURL(bundle).href)};
const begun = process.cpuUsage();
checkExpression(${JSON.stringify(longest(LONGEST)[0])});
const { user, system } = process.cpuUsage(begun);
console.log((user + system) / 1000);\n`,
  );
  const cold = Array.from({ length: 15 }, () =>
    Number(spawnSync(process.execPath, [script], { encoding: 'utf8' }).stdout),
  );
  return [
    line(`an expression of ${LONGEST} characters, warm`, twice.cpu / longest(LONGEST).length, 50, 'ms'),
    line(`the same in a new process, processor time`, median(cold), 50, 'ms'),
    line(
      `expressions of ${LONGEST} characters to ones of half the length`,
      twice.cpu / once.cpu,
      2.5,
      'times',
    ),
  ];
}
