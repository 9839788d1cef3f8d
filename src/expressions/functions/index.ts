import type { Implementation } from '../implementation.ts';
import { CAST } from './cast.ts';
import { COMPARE } from './compare.ts';
import { DATE_TIME } from './date-time.ts';
import { MATH } from './math.ts';
import { append, OTHER } from './other.ts';
import { TEXT } from './text.ts';

const ALL: Readonly<Record<string, Implementation>> = {
  ...MATH,
  ...COMPARE,
  ...TEXT,
  ...DATE_TIME,
  ...CAST,
  ...OTHER,
  '+': (values, call) =>
    (call.overload.returns.code === 'aud' ? append : (MATH['+'] ?? append))(values, call),
};

/** What a function or operator does; undefined where that is not known here. `If`, `? :`, `and` and `or` are the evaluator's own. */
export function implementationOf(name: string): Implementation | undefined {
  return Object.hasOwn(ALL, name) ? ALL[name] : undefined;
}

/** The names of all functions and operators that can be evaluated. */
export function implementedNames(): string[] {
  return Object.keys(ALL);
}
