import { ArchitectPaths } from '../architect/path.ts';
import type { PublishableFlow } from '../plan/plan.ts';
import { isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { type Place, valueAt } from '../source/layers.ts';
import type { Cause } from './messages.ts';
import { between } from './phrases.ts';

/** Where a message of the platform belongs in the author's file. */
export interface MessagePlace {
  readonly place: Place;
  /** The node of a node graph, for pictures. */
  readonly node: string | undefined;
  /** False: only the flow as a whole is known. */
  readonly exact: boolean;
}

/**
 * The line that a message is about: by its path, else by the object that it names, else by what it did not find. The line
 * of the flow's name where none of them leads anywhere.
 */
export function placeOf(publishable: PublishableFlow, cause: Cause): MessagePlace {
  const { graph, compiled } = publishable;
  const named = (compiled ? inNodeGraph : inArchitect)(publishable, cause);
  const sought = named ? undefined : soughtAt(publishable, cause);
  const at = named ?? sought;
  if (!at) return { place: graph.locate(graph.nameAt), node: undefined, exact: false };
  const [first, key] = at;
  const node = compiled && first === 'nodes' ? String(key) : undefined;
  // Of a whole object its key is shown, of a field its value.
  const whole = compiled ? at.length === 2 && node !== undefined : !sought;
  return { place: graph.locate(at, whole ? 'key' : 'value'), node, exact: true };
}

/** Each generated object carries the name of its node. */
function inNodeGraph({ graph, compiled }: PublishableFlow, { path, object }: Cause): Path | undefined {
  const origin = path === undefined ? undefined : compiled?.origin(path);
  if (origin) return origin;
  const name = object?.name.replace(/^(Choice of|Offer) /, '');
  return graph.nodes.find(({ key }) => key === object?.name || key === name)?.at;
}

function inArchitect({ manifest }: PublishableFlow, { path, object }: Cause): Path | undefined {
  const value = manifest.definition?.value;
  const near = path === undefined ? undefined : resolve(value, path);
  if (near?.complete) return near.path;
  const only = path === undefined || !near ? undefined : onlyOfKind(value, path, near.path);
  return (object && objectAt(value, object, near?.path ?? [])) ?? only ?? near?.path;
}

/** As much of a path as the file has. The platform numbers containers again, so without the numbers, too. */
function resolve(value: unknown, path: string): { path: Path; complete: boolean } | undefined {
  const paths = new ArchitectPaths(value);
  const found = [path, path.replace(/_\d{1,15}\](?=\/|$)/g, ']')]
    .map((each) => paths.resolve(each, []))
    .filter((each) => each !== undefined && each.path.length > 0);
  return found.find((each) => each?.complete) ?? found.toSorted((a, b) => length(b) - length(a))[0];
}

function length(found: { path: Path } | undefined): number {
  return found?.path.length ?? 0;
}

/** An action whose id the platform made up (`callData[_^_archy_callData_1__]`), where its list has one of its kind. */
function onlyOfKind(value: unknown, path: string, list: Path): Path | undefined {
  const kind = /\/(\w+)\[_\^_archy_\w+\]/.exec(path)?.[1];
  const items = valueAt(value, list);
  if (kind === undefined || !Array.isArray(items)) return undefined;
  const found = [...items.keys()].filter((at) => isDictionary(items[at]) && Object.hasOwn(items[at], kind));
  return found.length === 1 && found[0] !== undefined ? [...list, found[0], kind] : undefined;
}

/** The only object of this name below `from`; of several, the only one of its type. */
function objectAt(root: unknown, { name, type }: NonNullable<Cause['object']>, from: Path): Path | undefined {
  const found: Path[] = [];
  const open: { value: unknown; path: Path }[] = [{ value: valueAt(root, from), path: from }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (Array.isArray(value))
      for (const [at, each] of value.entries()) open.push({ value: each, path: [...path, at] });
    else if (isDictionary(value)) {
      if (value.name === name) found.push(path);
      for (const [key, each] of Object.entries(value)) open.push({ value: each, path: [...path, key] });
    }
  }
  const kind = type.replace(/^Arch(Action)?/, '').toLowerCase();
  const typed = found.filter((path) => String(path.at(-1)).toLowerCase() === kind);
  return found.length === 1 ? found[0] : typed.length === 1 ? typed[0] : undefined;
}

/** Where the flow refers to what the platform did not find. */
function soughtAt({ graph }: PublishableFlow, { text }: Cause): Path | undefined {
  const name =
    (/^find '/i.test(text) ? between(text, ["find '", "' by value of '", "' - "])?.[1] : undefined) ??
    /^the flow named '(.+)' of type '/i.exec(text)?.[1] ??
    /^Flow '(.+)' version '/i.exec(text)?.[1] ??
    /^item\[\d+\] - value '(.+)' - is another/i.exec(text)?.[1];
  return graph.references.find((reference) => reference.name === name)?.at;
}
