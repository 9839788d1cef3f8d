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

/** Where a value stands, as a chain to its parent, so that nothing is copied while all is well. */
interface At {
  readonly parent: At | undefined;
  readonly step: string | number;
}

type Check = (value: unknown, at: At | undefined, report: (violation: Violation) => void) => void;

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
    check(value, undefined, (violation) => violations.push(violation));
    return violations;
  };
}

function build(schema: SchemaNode, root: SchemaNode, known: Map<SchemaNode, Check>): Check {
  const target = schema.$ref ? root.definitions?.[schema.$ref.replace('#/definitions/', '')] : schema;
  if (!target) throw new Error(`the schema refers to ${schema.$ref}, which it does not define`);
  const made = known.get(target);
  if (made) return made;
  const types = target.type === undefined ? undefined : [target.type].flat();
  const allowed = target.enum ?? (target.const === undefined ? undefined : [target.const]);
  const pattern = target.pattern === undefined ? undefined : new RegExp(target.pattern, 'u');
  const object = members(target, root, known);
  const items = target.items && build(target.items, root, known);
  const choices = target.anyOf?.map((each) => build(each, root, known));
  const [when, then] = [
    target.if && build(target.if, root, known),
    target.then && build(target.then, root, known),
  ];
  const result: Check = (value, at, report) => {
    const fail = (keyword: Violation['keyword']) =>
      report({ keyword, path: pathOf(at), part: 'value', schema: target, name: '' });
    if (types && !types.some((type) => isType(type, value))) {
      fail('type');
      return;
    }
    if (allowed && !allowed.includes(value)) fail('enum');
    if (pattern && typeof value === 'string' && !pattern.test(value)) fail('pattern');
    for (const keyword of outOfBounds(target, value)) fail(keyword);
    if (Array.isArray(value)) {
      if (items)
        for (let index = 0; index < value.length; index++)
          items(value[index], { parent: at, step: index }, report);
    } else if (object && typeof value === 'object' && value !== null)
      object(value as Record<string, unknown>, at, report);
    if (choices && !choices.some((each) => holds(each, value))) fail('anyOf');
    if (when && then && holds(when, value)) then(value, at, report);
  };
  known.set(target, result);
  return result;
}

function holds(check: Check, value: unknown): boolean {
  let found = true;
  check(value, undefined, () => {
    found = false;
  });
  return found;
}

/** The part of a check that looks into a map; undefined where the schema says nothing of maps. */
function members(
  schema: SchemaNode,
  root: SchemaNode,
  known: Map<SchemaNode, Check>,
):
  | ((value: Record<string, unknown>, at: At | undefined, report: (violation: Violation) => void) => void)
  | undefined {
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
      report({ keyword: 'required', path: pathOf(at), part: at ? 'key' : 'value', schema, name });
    }
    for (const name of Object.keys(value)) {
      const check = field(name) ?? rest;
      if (names && !names.test(name)) {
        report({ keyword: 'propertyNames', path: [...pathOf(at), name], part: 'key', schema, name });
      }
      if (check) check(value[name], { parent: at, step: name }, report);
      else if (more === false) {
        report({ keyword: 'additionalProperties', path: [...pathOf(at), name], part: 'key', schema, name });
      }
    }
  };
}

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

function pathOf(at: At | undefined): (string | number)[] {
  const path: (string | number)[] = [];
  for (let step = at; step; step = step.parent) path.push(step.step);
  return path.reverse();
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
