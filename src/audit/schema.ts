import { compileSchema, type SchemaNode, type Violation } from '../manifest/schema-check.ts';

/** Checks data against a JSON Schema of `schema/`. Returns where it does not fit, and why; undefined if it does. */
export type Check = (value: unknown) => string | undefined;

/** Makes the check of one schema. Data that is nested deeper than its schema is not looked into. */
export function checkOf(schema: SchemaNode): Check {
  const violations = compileSchema(schema);
  return (value) => {
    const [first] = violations(value);
    return first && describe(first);
  };
}

function describe({ path, keyword, name }: Violation): string {
  const place = `/${path.join('/')}`.slice(0, 200);
  return keyword === 'required' ? `${place}: "${name}" is missing` : `${place}: ${keyword}`;
}
