import { type OutputUnit, Validator } from '@cfworker/json-schema';

/** Checks data against a JSON Schema of `schema/`. Returns where it does not fit, and why; undefined if it does. */
export type Check = (value: unknown) => string | undefined;

/** Makes the check of one schema. The first value is checked with every part of it compiled already. */
export function checkOf(schema: object): Check {
  const validator = new Validator(schema, '7', true);
  return (value) => {
    const { valid, errors } = validator.validate(value);
    return valid ? undefined : describe(errors.at(-1));
  };
}

function describe(error: OutputUnit | undefined): string {
  return error ? `${error.instanceLocation}: ${error.error}`.slice(0, 300) : 'it does not fit the schema';
}
