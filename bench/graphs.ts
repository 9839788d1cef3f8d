/** A manifest with so many nodes: says and menus in a row, each menu with a way out, all of them reachable. */
export function bigManifest(count: number): string {
  const nodes: Record<string, unknown> = {
    start: { id: 'start', type: 'start', transitions: [{ target: 'n0' }] },
  };
  const last = count - 3;
  for (let at = 0; at <= last; at++) {
    const id = `n${at}`;
    const next = at === last ? 'end' : `n${at + 1}`;
    nodes[id] =
      at % 4 === 3
        ? {
            id,
            type: 'menu',
            media_id: `media_${at % 50}`,
            transitions: [
              { on: '1', target: next },
              { on: 'no-input', target: 'end' },
              { on: 'no-match', target: 'end' },
            ],
          }
        : { id, type: 'say', media_id: `media_${at % 50}`, transitions: [{ target: next }] };
  }
  nodes.end = { id: 'end', type: 'end', transitions: [] };
  const registry = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`media_${at}`, true]));
  return JSON.stringify({
    flow_id: '',
    target_region: 'us-east-1',
    version_matrix: { major: 1, minor: 0, patch: 0 },
    validation_rules: { max_node_count: count, allow_circular: false, media_registry: registry },
    flow_definition: { name: 'Big', type: 'ivr', nodes },
  });
}

/** A manifest with about so many nodes: a tree of menus with three choices each, whose leaves end the call. */
export function menuTree(count: number): string {
  const nodes: Record<string, unknown> = {
    start: { id: 'start', type: 'start', transitions: [{ target: 'n0' }] },
    bye: { id: 'bye', type: 'end', transitions: [] },
  };
  // Every menu has all its choices.
  const size = 1 + 3 * Math.floor((count - 3) / 3);
  for (let at = 0; at < size; at++) {
    const id = `n${at}`;
    const choices = [1, 2, 3].map((digit) => ({ target: `n${3 * at + digit}`, on: String(digit) }));
    const isMenu = 3 * at + 3 < size;
    nodes[id] = isMenu
      ? {
          id,
          type: 'menu',
          media_id: `media_${at % 50}`,
          transitions: [...choices, { target: 'bye', on: 'no-input' }, { target: 'bye', on: 'no-match' }],
        }
      : { id, type: 'end', transitions: [] };
  }
  return JSON.stringify({
    target_region: 'us-east-1',
    version_matrix: { major: 1, minor: 0, patch: 0 },
    flow_definition: { name: 'Tree', type: 'ivr', nodes },
  });
}

/** A manifest whose nodes follow each other in one long row. */
export function chainManifest(count: number): string {
  const nodes: Record<string, unknown> = {
    start: { id: 'start', type: 'start', transitions: [{ target: 'n1' }] },
  };
  for (let at = 1; at < count - 1; at++) {
    nodes[`n${at}`] = { id: `n${at}`, type: 'say', text: 'x', transitions: [{ target: `n${at + 1}` }] };
  }
  nodes[`n${count - 1}`] = { id: `n${count - 1}`, type: 'end', transitions: [] };
  return JSON.stringify({
    target_region: 'us-east-1',
    flow_definition: { name: 'Chain', type: 'ivr', nodes },
  });
}
