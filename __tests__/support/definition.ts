import type { Definition } from '../../src/flow/definition.ts';
import type { SourceDocument } from '../../src/source/document.ts';
import { readYaml } from '../../src/source/yaml.ts';

/** A flow of Architect YAML that stands in a file of its own. */
export function architectDefinition(document: SourceDocument): Definition {
  return {
    kind: 'architect',
    document,
    value: document.value,
    text: document.text,
    locate: (path, part) => ({ document, span: document.span(path, part) }),
  };
}

/** A flow of Architect YAML, from its text. */
export function architectFlow(text: string): Definition {
  return architectDefinition(readYaml('flow.yaml', text));
}

/** A node graph from its nodes. */
export function nodeGraph(nodes: Readonly<Record<string, unknown>>, name = 'Test'): Definition {
  const value = { name, type: 'ivr', nodes };
  const document = readYaml('flow.flow.yaml', JSON.stringify({ flow_definition: value }));
  return {
    kind: 'node-graph',
    document,
    value,
    text: undefined,
    locate: (path, part) => ({ document, span: document.span(['flow_definition', ...path], part) }),
  };
}

/** A flow of Architect YAML, from its data; its places are not known. */
export function valueDefinition(value: unknown): Definition {
  return { ...architectDefinition(readYaml('flow.yaml', 'x: 1')), value };
}
