import { parseReference } from '../../architect/path.ts';
import type { ArchitectFlow, ArchitectReference } from '../../architect/read.ts';
import { nearestName, surelyMeant } from '../../text/nearest.ts';

/** What a reference that leads to nothing most likely means. */
export interface Meant {
  /** The reference as it should be written. */
  readonly text: string;
  /** Name of the menu, task or state. */
  readonly name: string;
  /** Nothing else of the flow can be meant. */
  readonly isSure: boolean;
}

/** What fields can refer to; others, such as the start, to any part. */
const KINDS: Readonly<Record<string, string>> = {
  targetTaskRef: 'task',
  targetMenuRef: 'menu',
  targetStateRef: 'state',
};

interface Known extends Omit<Meant, 'isSure'> {
  readonly refId: string;
}

/** The part of the flow whose refId, or whose name, is near what an unresolved reference says; undefined if none is. */
export function meantBy(flow: ArchitectFlow, link: ArchitectReference): Meant | undefined {
  const text = link.text.replace(/^\.+/, '');
  const wanted = parseReference(text)?.at(-1)?.refId ?? link.text;
  const known = knownTo(flow, link);
  const same = known.find(({ refId, name }) => refId === wanted || name === wanted);
  if (same)
    return { ...same, isSure: known.filter((each) => each === same || each.name === wanted).length === 1 };
  const names = known.flatMap(({ refId, name }) => [refId, name]);
  const near = nearestName(wanted, names);
  const found = known.find(({ refId, name }) => refId === near || name === near);
  if (!found) return undefined;
  const refIds = known.map(({ refId }) => refId);
  return { ...found, isSure: surelyMeant(wanted, refIds) === found.refId };
}

function knownTo(flow: ArchitectFlow, { field, at }: ArchitectReference): Known[] {
  if (field === 'defaultChildMenuRef') {
    const menu = flow.containers.find((each) => at.join('\0') === [...each.at, field].join('\0'));
    return (menu?.choices ?? []).flatMap(({ kind, name, value: { refId } }) =>
      typeof refId === 'string' && refId !== '' ? [{ refId, name, text: `./choices/${kind}[${refId}]` }] : [],
    );
  }
  const wanted = Object.hasOwn(KINDS, field) ? KINDS[field] : undefined;
  return flow.containers.flatMap(({ list, kind, name, refId }) =>
    list === '' || refId === '' || (wanted !== undefined && kind !== wanted)
      ? []
      : [{ refId, name: name || refId, text: `/${flow.type.root}/${list}/${kind}[${refId}]` }],
  );
}
