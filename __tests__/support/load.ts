import type { Finding } from '../../src/findings/finding.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { RULES } from '../../src/rules/catalogue.ts';
import { lineStarts } from '../../src/source/lines.ts';
import { loadWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { memoryFiles } from './files.ts';

/** Loads and checks manifests that are given as texts: all, or what the findings of a change of files need. */
export function load(
  files: Readonly<Record<string, string | Buffer>>,
  inputs: Readonly<Record<string, string>> = {},
  touched?: readonly string[],
): Promise<Workspace> {
  return loadWorkspace(
    readInputs((name) => inputs[name] ?? '', {}),
    memoryFiles(files),
    Date.UTC(2026, 10, 24),
    { touched: touched && new Set(touched) },
  );
}

/** A configuration with which only this rule runs, so that no other finding can stand for its own. */
export function alone(rule: string): Record<string, string> {
  const others = RULES.filter(({ id, fixed }) => id !== rule && !fixed).map(({ id }) => [id, 'off']);
  return { '.genesys-flows.yml': JSON.stringify({ rules: Object.fromEntries(others) }) };
}

/** All findings of a workspace, the configuration's included. */
export function findingsOf(workspace: Workspace): Finding[] {
  return [workspace.config, ...workspace.flows].flatMap(({ findings }) => findings);
}

/** The part of a text that a finding points at. */
export function slice(text: string, { range }: Finding): string {
  const starts = lineStarts(text);
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const at = (line: number, column: number) => (starts[line - 1] ?? 0) + column - 1 + (line === 1 ? bom : 0);
  return text.slice(at(range.line, range.column), at(range.endLine, range.endColumn));
}

type Nodes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A manifest with an inline node graph; ids are the keys unless they are given. */
export function manifest(
  nodes: Nodes,
  more: Readonly<Record<string, unknown>> = {},
  definition: Readonly<Record<string, unknown>> = {},
): string {
  const full = Object.fromEntries(Object.entries(nodes).map(([key, node]) => [key, { id: key, ...node }]));
  return JSON.stringify(
    {
      target_region: 'us-east-1',
      ...more,
      flow_definition: { name: 'Test', type: 'ivr', nodes: full, ...definition },
    },
    null,
    2,
  );
}

/** `a → b` as transitions: a target, or a target with what leads there. */
export function to(
  ...targets: readonly (string | readonly [string, string])[]
): { target: string; on?: string }[] {
  return targets.map((each) =>
    typeof each === 'string' ? { target: each } : { on: each[0], target: each[1] },
  );
}
