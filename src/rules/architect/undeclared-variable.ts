import type { ArchitectFlow } from '../../architect/read.ts';
import type { Path } from '../../source/document.ts';
import { valueAt } from '../../source/layers.ts';
import { nearestName } from '../../text/nearest.ts';
import { some } from '../trace.ts';
import type { ArchitectRule } from './rule.ts';

/** Variables of flows that the platform itself declares. */
const BUILT_IN = new Set([
  'flow.startdatetimeutc',
  'flow.startdatetime',
  'flow.istest',
  'flow.version',
  'flow.name',
  'flow.id',
  'flow.type',
  // In-queue flows have it: the music or prompt of the queue.
  'flow.holdprompt',
]);

export const rule = {
  id: 'undeclared-variable',
  severity: 'warning',
  category: 'architect',
  summary: 'a variable that is not declared where it is used',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, variables }, report) {
    const scopes = new Map<string, Path[]>();
    for (const { name, scope } of variables.declared) {
      const key = name.toLowerCase();
      scopes.set(key, [...(scopes.get(key) ?? []), scope]);
    }
    const names = variables.declared.map(({ name }) => name);
    const kinds = new Set(names.map((name) => scopeOf(name.toLowerCase())));
    const reported = new Set<string>();
    const without = new Map<string, { at: Path; names: string[] }>();
    for (const { name, at } of variables.uses) {
      // Slots are declared with the language understanding of a bot, which is not read here.
      if (name.startsWith('slot.') || BUILT_IN.has(name) || reported.has(name)) continue;
      const declared = scopes.get(name);
      const local = /^(task|state)\./.test(name);
      if (declared && (!local || declared.some((scope) => scope.every((step, depth) => at[depth] === step))))
        continue;
      reported.add(name);
      const written = asWritten(flow, at, name);
      const kind = scopeOf(name);
      if (!kinds.has(kind)) {
        const all = without.get(kind);
        if (all) all.names.push(written);
        else without.set(kind, { at, names: [written] });
        continue;
      }
      const near = declared ? undefined : nearestName(written, names);
      report({
        place: flow.locate(at),
        message: declared
          ? `Variable ${written} belongs to another task or state`
          : `Variable ${written} is not declared`,
        meant: near,
        hint: near ? `Did you mean "${near}"?` : DECLARE,
      });
    }
    // A file that declares none of a kind leaves out the whole block: that is one finding.
    for (const { at, names: all } of without.values()) {
      const more = all.length > 1 ? `; neither ${all.length === 2 ? 'is' : 'are'} ${some(all.slice(1))}` : '';
      report({
        place: flow.locate(at),
        message: `Variable ${all[0]} is not declared${more}`,
        hint: DECLARE,
      });
    }
  },
} as const satisfies ArchitectRule;

const DECLARE = 'Declare it under "variables" of the flow, task or state.';

/** A name of the expression language with its scope and parts: `Flow.x`, `Task.list.item`. */
const NAME = /[\p{L}_][\p{L}\p{N}_.]*/gu;

/** A variable in the author's own capitals. */
function asWritten({ type, value }: ArchitectFlow, at: Path, name: string): string {
  const text = valueAt({ [type.root]: value }, at);
  const words = typeof text === 'string' ? text.matchAll(NAME) : [];
  for (const [word] of words) {
    const written = word.slice(0, name.length);
    if (written.toLowerCase() === name && !/[\p{L}\p{N}_]/u.test(word.charAt(name.length))) return written;
  }
  return name;
}

function scopeOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
