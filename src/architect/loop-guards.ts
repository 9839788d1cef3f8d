import type { Deciders, FlowNode } from '../flow/graph.ts';
import { dictionary } from '../source/data.ts';

/** A variable by its scope and name, in any capitals; not a property such as `Flow.order.task.name`. */
const VARIABLE =
  /(?<![\w$]\.)(?<![\w$])(?:flow|task|state|common|slot)\.[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\u318f\u3300-\u337f\u3400-\u3d2d\u4e00-\u9fff\uf900-\ufaff_][A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\u318f\u3300-\u337f\u3400-\u3d2d\u4e00-\u9fff\uf900-\ufaff0-9_]*/gi;

/** A literal string in an expression; without a closing quote it ends with the expression. */
const LITERAL = /"(?:[^"\\]|\\[^])*"?/g;

/** The variables that an expression uses, as written; what stands in its literal texts is none. */
export function variablesOf(expression: string): string[] {
  const named = expression.includes('"') ? expression.replace(LITERAL, '""') : expression;
  return named.match(VARIABLE) ?? [];
}

/** The variables that a text names, in lower case: expressions ignore letter case. */
export function variablesIn(text: string): string[] {
  return (text.match(VARIABLE) ?? []).map((name) => name.toLowerCase());
}

/**
 * The decisions and switches of a cycle that can end it: `counting` are those over a variable that the cycle itself
 * changes, so that it may end by itself; `listening` are those over what the caller entered.
 */
export function decidersIn(nodes: readonly FlowNode[], members: readonly number[]): Deciders {
  const changed = new Set<string>();
  const entered = new Set<string>();
  for (const at of members) {
    const node = nodes[at];
    const given = dictionary(node?.source.inputData).var;
    if (typeof given === 'string') entered.add(given.toLowerCase());
    const statements = node?.type === 'updateData' ? node.source.statements : undefined;
    for (const statement of Array.isArray(statements) ? statements : []) {
      for (const each of Object.values(dictionary(statement))) {
        const { variable } = dictionary(each);
        if (typeof variable === 'string') changed.add(variable.toLowerCase());
      }
    }
  }
  const found = { counting: new Set<number>(), listening: new Set<number>() };
  if (changed.size === 0 && entered.size === 0) return found;
  for (const at of members) {
    const node = nodes[at];
    if (node?.type !== 'decision' && node?.type !== 'switch') continue;
    // Branches are separate steps; the rest of the action is its condition.
    const own = { ...node.source, outputs: undefined, evaluate: conditions(node.source.evaluate) };
    const names = variablesIn(JSON.stringify(own));
    if (names.some((name) => changed.has(name))) found.counting.add(at);
    if (names.some((name) => entered.has(name))) found.listening.add(at);
  }
  return found;
}

/** What a switch compares, without the actions of its cases. */
function conditions(evaluate: unknown): unknown[] {
  const { firstTrue, firstMatch } = dictionary(evaluate);
  return [firstTrue, ...Object.values(dictionary(firstMatch))].flatMap((each) => {
    const { value, cases } = dictionary(each);
    const list = Array.isArray(cases) ? cases : [];
    return [value, ...list.map((item) => dictionary(dictionary(item).case).value)];
  });
}
