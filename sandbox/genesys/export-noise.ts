import { isMap, isScalar, isSeq, type Pair, parseDocument, Scalar, visit } from 'yaml';

/**
 * What an export gives back of an upload, as measured on real orgs: objects of lists with a `trackingId`, reference ids with
 * new numbers, and an empty `description` where the flow has none. `seed` makes two exports of one flow differ.
 */
export function noisyExport(yaml: string, seed: number): string {
  const document = parseDocument(yaml);
  const root = isMap(document.contents) ? (document.contents.items[0]?.value as unknown) : undefined;
  if (document.errors.length > 0 || !isMap(root)) return yaml;
  let number = 10 + seed;
  const ids = new Map<string, string>();
  visit(document, {
    Pair(_, pair) {
      if (key(pair) !== 'refId' || !isScalar(pair.value)) return;
      const old = String(pair.value.value);
      const fresh = `${old.replace(/_\d+$/, '')}_${number++}`;
      // A second object with the same id would be no flow that the platform took; it keeps what the first one got.
      if (!ids.has(old)) ids.set(old, fresh);
      pair.value = new Scalar(ids.get(old));
    },
  });
  visit(document, {
    Pair(_, pair) {
      if (key(pair).endsWith('Ref') && isScalar(pair.value))
        pair.value = new Scalar(renumbered(String(pair.value.value), ids));
    },
    Map(_, map, path) {
      const parent = path.at(-1);
      const item = path.at(-3);
      // `- kind: {name: …}`: an object of a list.
      if (parent === undefined || !('value' in (parent as object)) || !isSeq(item) || !map.has('name'))
        return;
      if (!map.has('trackingId')) map.set('trackingId', number++);
    },
  });
  if (!root.has('description')) root.set('description', '');
  return document.toString({ lineWidth: 0 });
}

function key(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

/** The reference with the new ids; an id ends at the last bracket before the next slash or the end. */
function renumbered(reference: string, ids: ReadonlyMap<string, string>): string {
  return reference.replace(/\[(.*?)\](?=\/|$)/g, (whole, id: string) => {
    const fresh = ids.get(id);
    return fresh === undefined ? whole : `[${fresh}]`;
  });
}
