import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

type Json = Record<string, unknown>;

interface Operation {
  readonly method: string;
  readonly pattern: RegExp;
  readonly pointer: string;
  readonly operation: Json;
}

/** An API description that requests and answers are held against. What does not fit is collected, not thrown. */
export class Contract {
  readonly violations: string[] = [];
  readonly #ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  readonly #operations: Operation[] = [];
  readonly #checks = new Map<string, ValidateFunction>();
  readonly #name: string;

  constructor(name: 'github' | 'genesys') {
    this.#name = name;
    const source = JSON.parse(
      readFileSync(new URL(`./contracts/${name}.json`, import.meta.url), 'utf8'),
    ) as Json;
    this.#ajv.addSchema(nullable(source) as Json, name);
    for (const [path, methods] of Object.entries(source.paths as Record<string, Json>)) {
      for (const [method, operation] of Object.entries(methods)) {
        const pattern = path.replace(/\{(path|ref|basehead)\}/g, '.+').replace(/\{[^}]+\}/g, '[^/]+');
        const pointer = `#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`;
        this.#operations.push({
          method: method.toUpperCase(),
          pattern: new RegExp(`^${pattern}$`),
          pointer,
          operation: operation as Json,
        });
      }
    }
    // `/flows/lookup` comes before `/flows/{flowId}`, which would take it for an id.
    this.#operations.sort((a, b) => placeholders(a) - placeholders(b));
  }

  /** Checks the body of a request, and that the operation exists at all. */
  request(method: string, path: string, body: unknown): void {
    const found = this.#find(method, path);
    if (!found) {
      this.violations.push(`${this.#name}: ${method} ${path} is no operation of the contract`);
      return;
    }
    const { operation, pointer } = found;
    const parameters = (operation.parameters ?? []) as Json[];
    const inBody = parameters.findIndex((each) => each.in === 'body');
    const at = operation.requestBody
      ? `${pointer}/requestBody/content/application~1json/schema`
      : inBody >= 0
        ? `${pointer}/parameters/${inBody}/schema`
        : undefined;
    if (at && body !== undefined) this.#check(at, body, `${method} ${path} request`);
  }

  /** Checks the body of an answer against the schema of its status. */
  reply(method: string, path: string, status: number, body: unknown): void {
    const found = this.#find(method, path);
    if (!found) return;
    const responses = found.operation.responses as Record<string, Json>;
    const response = responses[String(status)];
    // Descriptions of both APIs leave out statuses that every operation can have.
    if (!response) return;
    let at = `${found.pointer}/responses/${status}`;
    let target: Json = response;
    if (typeof target.$ref === 'string') {
      at = target.$ref;
      target = this.#resolve(at);
    }
    if (target.schema) this.#check(`${at}/schema`, body, `${method} ${path} ${status}`);
    else if ((target.content as Json | undefined)?.['application/json']) {
      this.#check(`${at}/content/application~1json/schema`, body, `${method} ${path} ${status}`);
    }
  }

  #resolve(pointer: string): Json {
    const schema = this.#ajv.getSchema(this.#name)?.schema as Json;
    return pointer
      .slice(2)
      .split('/')
      .reduce<Json>((each, step) => each[step] as Json, schema);
  }

  #find(method: string, path: string): Operation | undefined {
    return this.#operations.find((each) => each.method === method && each.pattern.test(path));
  }

  #check(pointer: string, value: unknown, where: string): void {
    let check = this.#checks.get(pointer);
    if (!check) {
      check = this.#ajv.compile({ $ref: `${this.#name}${encodeURI(pointer)}` });
      this.#checks.set(pointer, check);
    }
    if (check(value)) return;
    const words = (check.errors ?? []).slice(0, 3).map((each) => `${each.instancePath} ${each.message}`);
    this.violations.push(`${this.#name}: ${where}: ${words.join('; ')}`);
  }
}

function placeholders({ pointer }: Operation): number {
  return pointer.split('{').length;
}

/** `nullable` beside something else than a type is an idiom of OpenAPI 3.0 that JSON Schema spells out. */
function nullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullable);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, nullable(each)]));
  // A value that may be null is not listed among the allowed ones.
  if (copy.nullable === true && Array.isArray(copy.enum)) copy.enum = [...(copy.enum as unknown[]), null];
  if (copy.nullable !== true || copy.type !== undefined) return copy;
  const { nullable: _, ...rest } = copy;
  return { anyOf: [{ type: 'null' }, rest] };
}
