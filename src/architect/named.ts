import { isDictionary } from '../source/data.ts';

/**
 * The text of an Architect YAML flow under this name: as it is where it has it already. The platform knows a publish by the
 * name in the file, so an earlier version of a flow that was renamed would else become a flow of its own.
 */
export async function underName(text: string, name: string): Promise<string> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
  const [root, flow] = isDictionary(value) ? (Object.entries(value)[0] ?? []) : [];
  if (root === undefined || !isDictionary(flow) || flow.name === name) return text;
  document.setIn([root, 'name'], name);
  return document.toString();
}
