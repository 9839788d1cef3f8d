import manifestSchema from '../../schema/manifest.schema.json' with { type: 'json' };
import type { Part, Path } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { nearestName, surelyMeant } from '../text/nearest.ts';
import { compileSchema, type SchemaNode, type Violation } from './schema-check.ts';

/** One thing that the schema does not allow, in words, and where. */
export interface SchemaProblem {
  readonly path: Path;
  readonly part: Part;
  readonly message: string;
  readonly hint: string;
  /** The name or value that surely was meant. */
  readonly instead?: string | undefined;
}

type Kind = 'manifest' | 'definition' | 'config';

/** Schemas of what not every run meets are loaded when the first such file is met. */
const SOURCES: Readonly<Record<Kind, () => Promise<unknown>>> = {
  manifest: async () => ({ default: manifestSchema }),
  definition: () => import('../../schema/flow-definition.schema.json', { with: { type: 'json' } }),
  config: () => import('../../schema/config.schema.json', { with: { type: 'json' } }),
};
const compiled = new Map<Kind, (value: unknown) => Violation[]>();

/** Holds data against the schema that editors use; all problems, in the words of the manifest. */
export async function checkSchema(kind: Kind, value: unknown): Promise<SchemaProblem[]> {
  let check = compiled.get(kind);
  if (!check) {
    check = compileSchema(((await SOURCES[kind]()) as { default: SchemaNode }).default);
    compiled.set(kind, check);
  }
  const violations = check(value);
  return violations
    .filter((each) => !isMisspelt(each, violations))
    .map((violation) => inWords(violation, value));
}

/** Whether a missing field is there under a misspelt name, which is a finding of its own. */
function isMisspelt({ keyword, path, name }: Violation, all: readonly Violation[]): boolean {
  return (
    keyword === 'required' &&
    all.some(
      (other) =>
        other.keyword === 'additionalProperties' &&
        other.path.length === path.length + 1 &&
        path.every((step, at) => other.path[at] === step) &&
        nearestName(other.name, Object.keys(other.schema.properties ?? {})) === name,
    )
  );
}

function inWords({ keyword, path, part, schema, name }: Violation, value: unknown): SchemaProblem {
  const inside = keyword === 'additionalProperties' || keyword === 'propertyNames' ? path.slice(0, -1) : path;
  const place = inside.length > 0 ? dotted(inside) : 'the file';
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys(schema.properties ?? {}).filter((each) => each !== '$schema');
      const near = nearestName(name, known);
      return {
        path,
        part,
        message: `Unknown field ${describe(name)}${inside.length > 0 ? ` in ${place}` : ''}`,
        hint: near ? `Did you mean "${near}"?` : `Known fields: ${known.join(', ')}.`,
        instead: surelyMeant(name, known),
      };
    }
    case 'required': {
      const about = schema.properties?.[name]?.description;
      const message = inside.length > 0 ? `Missing field "${name}" in ${place}` : `Missing field "${name}"`;
      return { path, part, message, hint: `Add "${name}"${about ? `: ${about}` : '.'}` };
    }
    case 'propertyNames': {
      const hint = schema.propertyNames?.description ?? 'Choose another name.';
      return { path, part, message: `${describe(name)} is not a valid name in ${place}`, hint };
    }
    default: {
      const message = `${inside.length > 0 ? place : 'The file'} ${expectation(keyword, schema)}, not ${describe(valueAt(value, path))}`;
      return { path, part, message, hint: schema.description ?? 'Correct the value.' };
    }
  }
}

function expectation(keyword: Violation['keyword'], schema: SchemaNode): string {
  switch (keyword) {
    case 'type':
      return `must be ${[schema.type].flat().map(article).join(' or ')}`;
    case 'enum':
      return `must be one of ${(schema.enum ?? []).join(', ')}`;
    case 'minimum':
      return `must be ${String(schema.minimum)} or more`;
    case 'maximum':
      return `must be at most ${String(schema.maximum)}`;
    case 'minLength':
    case 'maxLength':
      return `must have ${range(schema.minLength, schema.maxLength)} characters`;
    case 'minItems':
    case 'maxItems':
      return `must have ${range(schema.minItems, schema.maxItems)} entries`;
    case 'maxProperties':
      return `must have at most ${String(schema.maxProperties)} fields`;
    default:
      return `must match ${schema.pattern}`;
  }
}

function range(least = 0, most?: number): string {
  return most === undefined ? `at least ${least}` : `${least} to ${most}`;
}

const ARTICLES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function article(type: unknown): string {
  return ARTICLES[String(type)] ?? String(type);
}

/** A value in a few words, cut so that a hostile one cannot flood a message. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value) ?? '';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function dotted(path: Path): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`))
    .join('');
}
