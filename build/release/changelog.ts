const UNRELEASED = '## Unreleased';

/** Makes the unreleased changes those of a version, and leaves an empty section for the next. Throws if there are none. */
export function cutChangelog(text: string, version: string, date: string): string {
  if (section(text, UNRELEASED) === '') {
    throw new Error(
      `CHANGELOG.md has nothing under "${UNRELEASED}". Add what users get with ${version}, a line each.`,
    );
  }
  return text.replace(UNRELEASED, () => `${UNRELEASED}\n\n## ${version} (${date})`);
}

/** What CHANGELOG.md says about a version, as Markdown without the heading. Throws if there is no such section. */
export function releaseNotes(text: string, version: string): string {
  const heading = text.split('\n').find((line) => line.startsWith(`## ${version} (`));
  const notes = heading === undefined ? '' : section(text, heading);
  if (heading === undefined || !/\(\d{4}-\d{2}-\d{2}\)$/.test(heading) || notes === '') {
    throw new Error(
      `CHANGELOG.md has no section "## ${version} (<date>)" with text. Run: npm run release -- prepare ${version}`,
    );
  }
  return notes;
}

/** The text below a heading of the second level, up to the next one; empty if there is no such heading. */
function section(text: string, heading: string): string {
  const lines = text.split('\n');
  const at = lines.indexOf(heading);
  if (at < 0) return '';
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.startsWith('## '));
  return rest
    .slice(0, end < 0 ? rest.length : end)
    .join('\n')
    .trim();
}
