import type { Finding } from '../../findings/finding.ts';
import { fingerprints } from '../../findings/fingerprint.ts';
import type { LineComment, NewReview } from '../../github/reviews.ts';
import { lineStarts } from '../../source/lines.ts';
import { counted } from '../../text/plural.ts';
import { areAdded, type LineRun } from './changed-lines.ts';
import { lineGroups, replacement, suggestionBody } from './suggestion.ts';

/** Suggestions of one review: nobody applies more in one go. */
export const MOST_SUGGESTIONS = 50;
/** Fingerprints that one review has space for. */
const MOST_MARKS = 1000;
/** The hidden line that a review of this action begins with: the fingerprints of the findings that it suggests fixes for. */
const MARKER = /^<!-- genesys-flows:suggestions((?: [0-9a-f]{32}:\d{1,6}){1,1000}) -->/;

/** A file that suggestions can be made for. */
export interface SuggestionFile {
  /** The text at the head of the pull request, which is also the checked-out one. */
  readonly text: string;
  /** The lines that the pull request adds. */
  readonly added: readonly LineRun[];
}

/** What suggestions are made from. */
export interface SuggestionSource {
  readonly pull: number;
  readonly head: string;
  /** The texts of the reviews that this token wrote before. */
  readonly reviews: readonly string[];
  /** By path; a file that is not among them gets none. */
  readonly files: ReadonlyMap<string, SuggestionFile>;
  /** The address of the page about a rule, or an empty text. */
  pageOf(rule: string): string;
  /** Whether lines may be shown to everybody who can read the pull request. */
  isPublic(lines: string): boolean;
}

/** A review to write, undefined if there is nothing to suggest, and what became of all fixes, as lines for the log. */
export interface Suggestions {
  readonly review: NewReview | undefined;
  readonly said: readonly string[];
}

/**
 * Fixes of findings as one review with suggested changes, on lines that the pull request adds. What an earlier review of this token
 * suggested is not suggested again, whatever became of it.
 */
export function suggestions(findings: readonly Finding[], source: SuggestionSource): Suggestions {
  const marks = fingerprints(findings);
  const markOf = new Map(findings.map((finding, at) => [finding, marks[at] ?? '']));
  const before = new Set(source.reviews.flatMap(suggestedIn));
  const fixable = findings.filter(({ fix }) => fix !== undefined);
  const fresh = fixable.filter((finding) => !before.has(markOf.get(finding) ?? ''));
  const comments: LineComment[] = [];
  const suggested: string[] = [];
  const known = new Map<SuggestionFile, readonly number[]>();
  const startsOf = (file: SuggestionFile) => {
    const starts = known.get(file) ?? lineStarts(file.text);
    known.set(file, starts);
    return starts;
  };
  let elsewhere = 0;
  let more = 0;
  for (const group of lineGroups(fresh)) {
    const file = source.files.get(group.path);
    const isAdded = file && areAdded(file.added, group.line, group.endLine);
    if (isAdded && comments.length === MOST_SUGGESTIONS) {
      more += group.findings.length;
      continue;
    }
    const made = isAdded ? replacement(group, file.text, startsOf(file)) : undefined;
    if (!made || !source.isPublic(made.lines)) {
      elsewhere += group.findings.length;
      continue;
    }
    if (suggested.length + made.edits.length > MOST_MARKS) {
      more += made.edits.length;
      continue;
    }
    elsewhere += group.findings.length - made.edits.length;
    suggested.push(...made.edits.map(({ finding }) => markOf.get(finding) ?? ''));
    comments.push({
      path: group.path,
      line: group.endLine,
      startLine: group.line === group.endLine ? undefined : group.line,
      body: suggestionBody(made.lines, made.edits, (rule) => source.pageOf(rule)),
    });
  }
  const rest = more > 0 ? ` ${counted(more, 'more fix', 'more fixes')} follow in the next run.` : '';
  const apply = 'Apply them here, or run `genesys-flows validate --fix`.';
  const review = {
    pull: source.pull,
    head: source.head,
    body: `<!-- genesys-flows:suggestions ${suggested.join(' ')} -->\n${counted(suggested.length, 'suggested fix', 'suggested fixes')} for findings in call flows. ${apply}${rest}\n`,
    comments,
  };
  return {
    review: comments.length > 0 ? review : undefined,
    said: [
      `${counted(fixable.length, 'finding')} with a safe fix: ${suggested.length} suggested, ${fixable.length - fresh.length} suggested before, ${elsewhere} on lines that get no suggestion, ${more} for the next run.`,
    ],
  };
}

function suggestedIn(body: string): string[] {
  return MARKER.exec(body)?.[1]?.trim().split(' ') ?? [];
}
