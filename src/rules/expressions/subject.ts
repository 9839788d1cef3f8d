import { isTemplated } from '../../architect/value.ts';
import type { Expression } from '../../architect/variables.ts';
import { checkExpression } from '../../expressions/checker.ts';
import { builtIn, type Scope } from '../../expressions/scope.ts';
import { MAX_LENGTH } from '../../expressions/syntax.ts';
import { type Type, typeOf, UNKNOWN } from '../../expressions/type.ts';
import type { Path } from '../../source/document.ts';
import type { ArchitectSubject } from '../architect/rule.ts';
import { Declared } from '../undeclared.ts';
import type { ExpressionSubject, FlowExpression } from './rule.ts';

/** Codes of the types that flows declare. */
const CODES: Readonly<Record<string, string>> = {
  boolean: 'bln',
  currency: 'cur',
  contactlist: 'cnl',
  datetime: 'dtm',
  decimal: 'dec',
  duration: 'dur',
  email: 'cpx_email',
  emailaddress: 'cpx_email_address',
  emailattachment: 'cpx_email_attachment',
  externalcontact: 'cpx_external_contact',
  externalorganization: 'cpx_external_organization',
  group: 'grp',
  integer: 'int',
  languageskill: 'lac',
  phonenumber: 'phn',
  prompt: 'pmt',
  queue: 'que',
  shortmessage: 'cpx_short_message',
  skill: 'skl',
  string: 'str',
  user: 'usr',
  wrapupcode: 'wrc',
};

/** Types of settings that are certain. */
const SETTINGS: Readonly<Record<string, string>> = {
  condition: 'bln',
  findId: 'str',
  findName: 'str',
  targetQueue: 'que',
};

const COLLECTION = 'collection';

/** The type of a variable or a statement as a flow writes it: `string`, `queueCollection`. */
function declaredType(written: string): Type {
  const lower = written.toLowerCase();
  const list = lower.endsWith(COLLECTION);
  const code = CODES[list ? lower.slice(0, -COLLECTION.length) : lower];
  return code === undefined ? { ...UNKNOWN, list: written === '' ? undefined : list } : { code, list };
}

/** The type that a setting asks for; undefined where that is not known. */
function wantedType(at: Path): Type | undefined {
  const setting = String(at.at(-2));
  if (setting === 'value' && at.at(-5) === 'statements') return declaredType(String(at.at(-3)));
  const code = Object.hasOwn(SETTINGS, setting) ? SETTINGS[setting] : undefined;
  return code === undefined ? undefined : typeOf(code);
}

/** Reads and checks every expression of a flow, those with tokens that have no value left out. */
export function expressionSubject(subject: ArchitectSubject): ExpressionSubject {
  const { expressions } = subject.variables;
  const declared = new Declared(subject.variables.declared);
  const scopeAt =
    (at: Path): Scope =>
    (name) => {
      const [first, ...others] = declared.at(name, at);
      if (!first) return builtIn(name) ?? UNKNOWN;
      return others.every(({ type }) => type === first.type) ? declaredType(first.type) : UNKNOWN;
    };
  const read = ({ text, at }: Expression): FlowExpression => ({
    text,
    at,
    checked: checkExpression(text, scopeAt(at)),
    wanted: wantedType(at),
  });
  return {
    ...subject,
    // A text that is too long is the business of another rule.
    expressions: expressions.filter(({ text }) => text.length <= MAX_LENGTH && !isTemplated(text)).map(read),
  };
}
