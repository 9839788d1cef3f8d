import { compileSchema, type SchemaNode, type Violation } from '../manifest/schema-check.ts';

/** Checks data against a JSON Schema of `schema/`. Returns the first violation, with its path; undefined if there is none. */
export type Check = (value: unknown) => string | undefined;

/** Compiles one schema. Data that is nested deeper than the schema is not checked. */
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
