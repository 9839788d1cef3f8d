import type { Part } from '../source/document.ts';

/** The keywords of JSON Schema (draft 7) that the project's schemas use. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** In characters (code points), as JSON Schema counts them. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly if?: SchemaNode;
  readonly then?: SchemaNode;
  readonly description?: string;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
}

/** One thing that a schema does not allow. */
export interface Violation {
  readonly keyword:
    | 'type'
    | 'enum'
    | 'pattern'
    | 'anyOf'
    | 'minimum'
    | 'maximum'
    | 'minLength'
    | 'maxLength'
    | 'minItems'
    | 'maxItems'
    | 'maxProperties'
    | 'required'
    | 'additionalProperties'
    | 'propertyNames';
  readonly path: readonly (string | number)[];
  readonly part: Part;
  /** The schema of the place; for a missing or unknown field that of the map. */
  readonly schema: SchemaNode;
  /** The name of the field that is missing, unknown or misnamed. */
  readonly name: string;
}

/**
 * The steps to the value that is checked. One list serves a whole check: steps are added and taken away, and copied only for a
 * violation.
 */
type Steps = (string | number)[];

type Report = (violation: Violation) => void;
type Check = (value: unknown, at: Steps, report: Report) => void;

/**
 * Turns a schema into a function that finds all violations in a value. A small one of our own, because the code that
 * the known compilers generate takes longer to load than everything else the action does on a valid manifest; the tests
 * hold it against ajv.
 */
export function compileSchema(root: SchemaNode): (value: unknown) => Violation[] {
  const known = new Map<SchemaNode, Check>();
  const check = build(root, root, known);
  return (value) => {
    const violations: Violation[] = [];
    check(value, [], (violation) => violations.push(violation));
    return violations;
  };
}

function build(schema: SchemaNode, root: SchemaNode, known: Map<SchemaNode, Check>): Check {
  const target = schema.$ref ? root.definitions?.[schema.$ref.replace('#/definitions/', '')] : schema;
  if (!target) throw new Error(`the schema refers to ${schema.$ref}, which it does not define`);
  const made = known.get(target);
  if (made) return made;
  const own = ownCheck(target);
  const object = members(target, root, known);
  const items = target.items && build(target.items, root, known);
  const choices = target.anyOf?.map((each) => build(each, root, known));
  const [when, then] = [
    target.if && build(target.if, root, known),
    target.then && build(target.then, root, known),
  ];
  const result: Check = (value, at, report) => {
    if (!own(value, at, report)) return;
    if (Array.isArray(value)) {
      if (items) checkItems(items, value, at, report);
    } else if (object && typeof value === 'object' && value !== null)
      object(value as Record<string, unknown>, at, report);
    if (choices && !choices.some((each) => holds(each, value))) report(violationAt('anyOf', at, target));
    if (when && then && holds(when, value)) then(value, at, report);
  };
  known.set(target, result);
  return result;
}

/** The part of a check that looks at the value itself: false for one of another type, in which nothing else is looked at. */
function ownCheck(schema: SchemaNode): (value: unknown, at: Steps, report: Report) => boolean {
  const types = schema.type === undefined ? undefined : [schema.type].flat();
  const allowed = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u');
  const isBounded = BOUNDS.some((keyword) => schema[keyword] !== undefined);
  return (value, at, report) => {
    if (types && !isOneOf(types, value)) {
      report(violationAt('type', at, schema));
      return false;
    }
    if (allowed && !allowed.includes(value)) report(violationAt('enum', at, schema));
    if (pattern && typeof value === 'string' && !pattern.test(value))
      report(violationAt('pattern', at, schema));
    if (isBounded) for (const keyword of outOfBounds(schema, value)) report(violationAt(keyword, at, schema));
    return true;
  };
}

function checkItems(items: Check, list: readonly unknown[], at: Steps, report: Report): void {
  for (let index = 0; index < list.length; index++) {
    at.push(index);
    items(list[index], at, report);
    at.pop();
  }
}

function violationAt(keyword: Violation['keyword'], at: Steps, schema: SchemaNode): Violation {
  return { keyword, path: [...at], part: 'value', schema, name: '' };
}

function holds(check: Check, value: unknown): boolean {
  let found = true;
  check(value, [], () => {
    found = false;
  });
  return found;
}

/** The part of a check that looks into a map; undefined where the schema says nothing of maps. */
function members(
  schema: SchemaNode,
  root: SchemaNode,
  known: Map<SchemaNode, Check>,
): ((value: Record<string, unknown>, at: Steps, report: Report) => void) | undefined {
  const { required = [], additionalProperties: more } = schema;
  if (!schema.properties && more === undefined && required.length === 0 && !schema.propertyNames)
    return undefined;
  // Checks of fields are made when a file has the field; most files have a few of many.
  const fields = new Map<string, Check>();
  const field = (name: string): Check | undefined => {
    const there = fields.get(name);
    if (there || !schema.properties || !Object.hasOwn(schema.properties, name)) return there;
    const made = build(schema.properties[name] as SchemaNode, root, known);
    fields.set(name, made);
    return made;
  };
  const rest = typeof more === 'object' ? build(more, root, known) : undefined;
  const names =
    schema.propertyNames?.pattern === undefined ? undefined : new RegExp(schema.propertyNames.pattern, 'u');
  return (value, at, report) => {
    for (const name of required) {
      if (Object.hasOwn(value, name)) continue;
      const part = at.length > 0 ? 'key' : 'value';
      report({ keyword: 'required', path: [...at], part, schema, name });
    }
    for (const name of Object.keys(value)) {
      const check = field(name) ?? rest;
      if (names && !names.test(name)) {
        report({ keyword: 'propertyNames', path: [...at, name], part: 'key', schema, name });
      }
      if (check) {
        at.push(name);
        check(value[name], at, report);
        at.pop();
      } else if (more === false) {
        report({ keyword: 'additionalProperties', path: [...at, name], part: 'key', schema, name });
      }
    }
  };
}

/** The keywords that bound a size or a number. */
const BOUNDS = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'maxProperties',
] as const;

/** The bounds of a schema that a value is beyond. */
function outOfBounds(schema: SchemaNode, value: unknown): Violation['keyword'][] {
  const beyond = (size: number, least: 'minimum' | 'minLength' | 'minItems', most: Most) => {
    const [low, high] = [schema[least], schema[most]];
    if (low !== undefined && size < low) return [least];
    return high !== undefined && size > high ? [most] : [];
  };
  if (typeof value === 'number') return beyond(value, 'minimum', 'maximum');
  if (typeof value === 'string') {
    if (schema.minLength === undefined && schema.maxLength === undefined) return [];
    return beyond(lengthOf(value), 'minLength', 'maxLength');
  }
  if (Array.isArray(value)) return beyond(value.length, 'minItems', 'maxItems');
  if (typeof value !== 'object' || value === null || schema.maxProperties === undefined) return [];
  return Object.keys(value).length > schema.maxProperties ? ['maxProperties'] : [];
}

type Most = 'maximum' | 'maxLength' | 'maxItems';

/** Characters of a text, each pair of surrogates counted once. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let at = 1; at < text.length; at++) {
    const pair = (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
    if (pair) length--;
  }
  return length;
}

function isOneOf(types: readonly string[], value: unknown): boolean {
  for (const type of types) if (isType(type, value)) return true;
  return false;
}

function isType(type: string, value: unknown): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
    default:
      throw new Error(`the schema asks for the type ${type}, which is not known here`);
  }
}
