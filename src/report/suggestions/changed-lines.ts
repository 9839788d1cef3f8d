/** Lines that a change adds to a file, one after the other, of one hunk of the diff. */
export interface LineRun {
  readonly first: number;
  readonly last: number;
}

/** The lines that a file's diff adds, by their numbers in the new version. `patch` begins with the first `@@`. */
export function addedLines(patch: string): LineRun[] {
  const runs: LineRun[] = [];
  let line = 0;
  let first: number | undefined;
  const end = () => {
    if (first !== undefined) runs.push({ first, last: line - 1 });
    first = undefined;
  };
  for (const text of patch.split('\n')) {
    const start = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/.exec(text)?.[1];
    if (start !== undefined) {
      end();
      line = Number(start);
    } else if (text.startsWith('+')) {
      first ??= line;
      line++;
    } else if (!text.startsWith('\\')) {
      end();
      // A removed line is none of the new version.
      if (!text.startsWith('-')) line++;
    }
  }
  end();
  return runs;
}

/** Whether a change adds all lines from one to another. */
export function areAdded(runs: readonly LineRun[], from: number, to: number): boolean {
  return runs.some(({ first, last }) => from >= first && to <= last);
}
