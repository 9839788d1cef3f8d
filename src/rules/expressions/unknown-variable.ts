import { builtIn, builtInNames, scopeNames } from '../../expressions/scope.ts';
import type { Node, Variable } from '../../expressions/syntax.ts';
import { childrenOf } from '../../expressions/tree.ts';
import type { Draft } from '../../findings/draft.ts';
import { some } from '../../text/names.ts';
import { nearMiss } from '../../text/nearest.ts';
import { DECLARE, Declared, kindOf, undeclaredWords } from '../undeclared.ts';
import { placeIn, reportProblems } from './report.ts';
import type { ExpressionRule, ExpressionSubject, FlowExpression } from './rule.ts';

/** Scopes whose variables a flow declares. */
const OWN: ReadonlySet<string> = new Set(['flow', 'task', 'state', 'common', 'slot']);

export const rule = {
  id: 'unknown-variable',
  severity: 'warning',
  category: 'expression',
  summary: 'a name in an expression that is no variable, or one that is not declared',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check(subject, report) {
    reportProblems(subject, 'unknown-variable', report);
    const declared = new Declared(subject.variables.declared);
    const reported = new Set<string>();
    const without = new Map<string, { place: Draft['place']; names: string[] }>();
    for (const { expression, node } of variablesOf(subject)) {
      const { name } = node;
      const kind = kindOf(name);
      if (reported.has(name.toLowerCase())) continue;
      // A place is looked up in the text of the file, so only where there is something to report.
      const place = () => placeIn(subject, expression, node.start, node.end);
      if (!OWN.has(kind)) {
        const meant = meantBuiltIn(name, kind);
        if (meant === undefined) continue;
        reported.add(name.toLowerCase());
        report({
          place: place(),
          message: `Variable "${name}" is not known here`,
          hint: `Did you mean "${meant}"?`,
          meant,
        });
        continue;
      }
      const problem = declared.problemOf(name, expression.at);
      if (!problem) continue;
      reported.add(name.toLowerCase());
      const all = without.get(kind);
      if (!problem.kindIsMissing) report({ place: place(), ...undeclaredWords(name, problem) });
      else if (all) all.names.push(name);
      else without.set(kind, { place: place(), names: [name] });
    }
    // A file that declares none of a kind leaves out the whole block: that is one error.
    for (const { place, names } of without.values()) {
      const more = names.length > 1 ? `, nor are ${some(names.slice(1))}` : '';
      report({ place, message: `Variable "${names[0]}" is not declared${more}`, hint: DECLARE });
    }
  },
} as const satisfies ExpressionRule;

/** The variables of all expressions that can be read, in the author's order. */
function* variablesOf(
  subject: ExpressionSubject,
): Generator<{ readonly expression: FlowExpression; readonly node: Variable }> {
  for (const expression of subject.expressions) {
    if (expression.checked.problems.some((each) => each.rule === 'expression-syntax')) continue;
    const open: Node[] = [expression.checked.root];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.kind === 'variable') yield { expression, node };
      open.push(...childrenOf(node).toReversed());
    }
  }
}

/**
 * The scope or variable of the platform that a name is one or two letters away from. The platform adds variables: any other
 * name may be one.
 */
function meantBuiltIn(name: string, kind: string): string | undefined {
  if (builtIn(name)) return undefined;
  const scopes = scopeNames();
  if (!scopes.some((scope) => scope.toLowerCase() === kind)) {
    const scope = nearMiss(name.slice(0, kind.length), scopes);
    return scope === undefined ? undefined : `${scope}${name.slice(kind.length)}`;
  }
  return nearMiss(
    name,
    builtInNames().filter((each) => kindOf(each) === kind),
  );
}
