/**
 * What no document says and only a real org can show. A result that depends on one of these names it.
 * docs/reference/expressions.md lists them for users.
 */
export const ASSUMPTIONS = {
  'character-count': 'Characters are counted as UTF-16 code units.',
  collation: 'Texts are ordered as ICU orders English, lower case before upper case.',
  'date-text': 'A date and time without a zone is in UTC; without a time it is midnight.',
  'datetime-from-integer': 'ToDateTime of an Integer counts milliseconds since 1970-01-01.',
  'decimal-text':
    'A Decimal that is written out keeps its zeros; a computed one has one digit behind the point, and no further zeros.',
  division: 'A quotient or power that does not end is rounded to 40 significant digits.',
  'empty-search': 'An empty text is found at index 0.',
  'if-not-set': 'A condition that is NOT_SET counts as false.',
  'monday-is-2': 'System.DateTime.dayOfWeek.monday is 2.',
  'negative-half': 'Halves of negative numbers are rounded away from zero.',
  'negative-modulo': 'The result of % has the sign of the dividend.',
  'number-text': 'Text becomes a number only if it is written like a literal.',
  'org-object': 'The object exists in the org under this name, and other names mean other objects.',
  overflow: 'A value outside the range of its type is a run-time error.',
  'overlapping-search': 'Occurrences of a text may overlap.',
  'phone-text': 'Spaces, points, hyphens and parentheses in a phone number have no meaning.',
  'property-of-not-set': 'A property of a NOT_SET value is a run-time error.',
  'round-up-small': 'RoundUp makes 30 seconds of every Duration up to that, zero and negative ones included.',
  'week-number': 'Weeks are numbered as ISO 8601 does.',
  'whole-milliseconds': 'An average Duration is cut to whole milliseconds.',
} as const;

/** The id of an assumption. */
export type Assumption = keyof typeof ASSUMPTIONS;
