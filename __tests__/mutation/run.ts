import type { Finding } from '../../src/findings/finding.ts';
import { findingsOf, load } from '../support/load.ts';
import { ARCHITECT_OPERATORS } from './architect.ts';
import { GRAPH_OPERATORS } from './node-graph.ts';
import {
  architectSubject,
  corpusFlows,
  type Mutant,
  type Operator,
  ownFlows,
  type Subject,
} from './subject.ts';

/** What became of the mutants of one operator. */
export interface Row {
  readonly operator: string;
  readonly rules: ReadonlySet<string>;
  mutants: number;
  /** Reported under the expected rule, on the expected line, with no other new error. */
  caught: number;
  readonly missed: string[];
}

/** Puts every error into every flow, at most `most` of a kind in each, chosen by a seed, and looks at what is reported. */
export async function mutationRun(most: number, seed: number): Promise<Row[]> {
  const { architect, graphs } = ownFlows();
  const rows: Row[] = [];
  const all = [...architect, ...corpusFlows()].map(architectSubject);
  await each(rows, ARCHITECT_OPERATORS, all, 'flows/x.yaml', most, seed);
  await each(rows, GRAPH_OPERATORS, graphs, 'flows/x.flow.yaml', most, seed);
  return rows;
}

async function each<Of extends Subject>(
  rows: Row[],
  operators: readonly Operator<Of>[],
  subjects: readonly Of[],
  file: string,
  most: number,
  seed: number,
): Promise<void> {
  const found = operators.map(
    ({ name }): Row => ({ operator: name, rules: new Set<string>(), mutants: 0, caught: 0, missed: [] }),
  );
  rows.push(...found);
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (const subject of subjects) {
    const before = await check(file, subject.text);
    for (const [at, { mutate }] of operators.entries()) {
      const mutants = [...mutate(subject)];
      while (mutants.length > most) mutants.splice(Math.floor(random() * mutants.length), 1);
      for (const mutant of mutants)
        judge(found[at] as Row, subject.name, mutant, before, await check(file, mutant.text));
    }
  }
}

function judge(
  row: Row,
  name: string,
  { rule, line, also = [] }: Mutant,
  before: readonly Finding[],
  after: readonly Finding[],
): void {
  row.mutants++;
  (row.rules as Set<string>).add(rule);
  const known = new Map<string, number>();
  const key = (finding: Finding) => `${finding.rule}: ${finding.message}`;
  for (const finding of before) known.set(key(finding), (known.get(key(finding)) ?? 0) + 1);
  const fresh = after.filter((finding) => {
    const count = known.get(key(finding)) ?? 0;
    known.set(key(finding), count - 1);
    return count <= 0;
  });
  const there = fresh.some((finding) => finding.rule === rule && finding.range.line === line);
  const wrong = fresh.filter(
    (finding) => finding.severity === 'error' && finding.rule !== rule && !also.includes(finding.rule),
  );
  if (there && wrong.length === 0) row.caught++;
  else {
    const reported = fresh.map((finding) => `${finding.rule}:${finding.range.line}`).slice(0, 4);
    row.missed.push(`${name}: expected ${rule}:${line}, got ${reported.join(' ') || 'nothing'}`);
  }
}

async function check(file: string, text: string): Promise<Finding[]> {
  return findingsOf(await load({ [file]: text }, { manifests: 'flows/**' }));
}

/** Edits that change nothing of what a flow means. */
const BENIGN: Readonly<Record<string, (text: string) => string>> = {
  'write Windows line ends': (text) => text.replace(/\r?\n/g, '\r\n'),
  'add a comment at the top': (text) => `# A comment: {not} a "flow".\n${text}`,
  'add empty lines': (text) => text.replaceAll(/\n(?=\S)/g, '\n\n'),
  'add a comment at the end of the first line': (text) => text.replace(/:\n/, ': # a comment\n'),
  'end without a line break': (text) => text.trimEnd(),
  'begin with a byte order mark': (text) => `\ufeff${text}`,
};

/** What benign edits add to the findings of flows: `flow: edit: finding`, or nothing. */
export async function benignRun(): Promise<{ readonly edits: number; readonly fresh: readonly string[] }> {
  const { architect, graphs } = ownFlows();
  const all = [
    ...[...architect, ...corpusFlows()].map((subject) => ({ subject, file: 'flows/x.yaml' })),
    ...graphs.map((subject) => ({ subject, file: 'flows/x.flow.yaml' })),
  ];
  const fresh: string[] = [];
  let edits = 0;
  for (const { subject, file } of all) {
    const wording = async (text: string) =>
      (await check(file, text)).map(({ rule, message }) => `${rule}: ${message}`).toSorted();
    const before = await wording(subject.text);
    for (const [edit, change] of Object.entries(BENIGN)) {
      edits++;
      const after = await wording(change(subject.text));
      const added = after.filter((each) => !before.includes(each));
      if (added.length > 0 || after.length !== before.length)
        fresh.push(
          `${subject.name}: ${edit}: ${added.join(' | ') || `${before.length} before, ${after.length} after`}`,
        );
    }
  }
  return { edits, fresh };
}

/** The rows as a table, the worst first, with a line for all together. */
export function table(rows: readonly Row[]): string {
  const all = rows.reduce(
    (sum, row) => ({ mutants: sum.mutants + row.mutants, caught: sum.caught + row.caught }),
    { mutants: 0, caught: 0 },
  );
  const percent = ({ mutants, caught }: { mutants: number; caught: number }) =>
    mutants === 0 ? '-' : `${((100 * caught) / mutants).toFixed(1)} %`;
  const lines = rows
    .toSorted((a, b) => a.caught / (a.mutants || 1) - b.caught / (b.mutants || 1))
    .map(
      (row) =>
        `${row.operator.padEnd(52)} ${[...row.rules].join(', ').padEnd(26)} ${String(row.mutants).padStart(6)} ${percent(row).padStart(8)}`,
    );
  return [
    `${'error'.padEnd(52)} ${'rule'.padEnd(26)} ${'flows'.padStart(6)} ${'found'.padStart(8)}`,
    ...lines,
    `${'all'.padEnd(79)} ${String(all.mutants).padStart(6)} ${percent(all).padStart(8)}`,
  ].join('\n');
}
