import {
  DURATION_UNITS,
  durationInWords,
  durationOf,
  isoDuration,
  MAX_DURATION_MS,
} from '../../architect/duration.ts';
import { isTemplated, literalOf, quoted, shown, textOf } from '../../architect/value.ts';
import { dictionary, isDictionary } from '../../source/data.ts';
import { didYouMean } from '../../text/nearest.ts';
import { durationsOf, type Range } from './durations.ts';
import type { ArchitectRule } from './rule.ts';

interface Problem {
  readonly message: string;
  readonly hint: string;
  readonly severity?: 'warning';
}

const FORMS = 'Write a map such as {seconds: 30} or {minutes: 1}.';
/** Worked out when it is needed: loading the data of a language takes as long as Node takes to start. */
const bound = () => `${MAX_DURATION_MS.toLocaleString('en-US')} ms`;

export const rule = {
  id: 'duration-literal',
  severity: 'error',
  category: 'architect',
  summary: "a duration that is not valid or outside the platform's range",
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, variables }, report) {
    for (const { words, setting, at, range } of durationsOf(flow, variables)) {
      const problem = problemOf(words, literalOf(setting), range);
      if (problem) report({ place: flow.locate([...at, 'lit']), ...problem });
    }
    const { entries, own } = flow;
    for (let at = own; at < entries.end(own); at++) {
      if (entries.key(at) !== 'exp' || entries.isOff(at)) continue;
      const text = entries.value(at);
      for (const literal of typeof text === 'string' ? durationsIn(text) : []) {
        const ms = isoDuration(literal);
        if ((ms !== undefined && Math.abs(ms) <= MAX_DURATION_MS) || isTemplated(literal)) continue;
        report({
          place: flow.locate(entries.path(at)),
          message:
            ms === undefined
              ? `ToDuration: ${quoted(literal)} is not an ISO 8601 duration`
              : `ToDuration: ${quoted(literal)} is more than ${bound()}`,
          hint: 'Write it like "PT30S", "PT1M30S" or "P1DT2H".',
        });
      }
    }
  },
} as const satisfies ArchitectRule;

function problemOf(name: string, literal: unknown, range: Range): Problem | undefined {
  if (literal === undefined || literal === null || literal === '') return undefined;
  if (typeof literal === 'string' && isTemplated(literal)) return undefined;
  const ms = durationOf(literal);
  if (ms === undefined) return malformed(name, literal);
  if (Math.abs(ms) > MAX_DURATION_MS) {
    const message = `${name}: ${shownDuration(literal)} is more than ${bound()}, the longest duration`;
    return { message, hint: 'Choose a shorter duration.' };
  }
  if (ms < 0 && range.least >= 0)
    return {
      message: `${name}: ${shownDuration(literal)} is negative`,
      hint: 'Write a duration of 0 or more.',
    };
  if (ms >= range.least && ms <= range.most) return undefined;
  const bounds = [range.least, range.most].filter((each) => Number.isFinite(each)).map(durationInWords);
  return {
    severity: 'warning',
    message: `${name}: ${durationInWords(ms)} is outside the range that Architect offers`,
    hint: `Choose ${bounds.length === 2 ? `from ${bounds.join(' to ')}` : `at least ${bounds[0]}`}.`,
  };
}

/** What is wrong with a literal that is no duration. */
function malformed(name: string, literal: unknown): Problem | undefined {
  if (!isDictionary(literal)) {
    const hint = typeof literal === 'number' ? `Name the unit: {seconds: ${literal}}.` : FORMS;
    return { message: `${name}: ${shownDuration(literal)} is not a duration`, hint };
  }
  for (const [unit, value] of Object.entries(literal)) {
    if (isTemplated(unit) || (typeof value === 'string' && isTemplated(value))) return undefined;
    if (Object.hasOwn(DURATION_UNITS, unit)) continue;
    const units = Object.keys(DURATION_UNITS);
    return {
      message: `${name}: ${quoted(unit)} is not a unit of durations`,
      hint: didYouMean(unit, units, `Units: ${units.join(', ')}.`),
    };
  }
  return { message: `${name}: ${shownDuration(literal)} is not a duration`, hint: FORMS };
}

function shownDuration(literal: unknown): string {
  const ms = durationOf(literal);
  if (ms !== undefined && Math.abs(ms) <= MAX_DURATION_MS && typeof literal === 'object')
    return durationInWords(ms);
  const [unit, value] = Object.entries(dictionary(literal))[0] ?? [];
  if (unit === undefined || typeof value === 'object') return shown(literal);
  return quoted(`${unit}: ${textOf(value)}`);
}

/** A literal text of an expression; one without its end goes on to the end of the expression. */
const TEXT = /"(?:[^"\\]|\\[^])*"?/g;
const CALL = /(?<![\w.$])toduration\s{0,50}\(\s{0,50}$/i;

/** The literal texts that an expression hands to ToDuration. */
function* durationsIn(expression: string): Generator<string> {
  if (!/toduration/i.test(expression)) return;
  let end = 0;
  for (const match of expression.matchAll(TEXT)) {
    const before = expression.slice(Math.max(end, match.index - 120), match.index);
    end = match.index + match[0].length;
    if (
      CALL.test(before) &&
      expression
        .slice(end, end + 50)
        .trimStart()
        .startsWith(')')
    )
      yield match[0].slice(1, -1);
  }
}
