import { fitsAny, isUnknown, type Type } from './type.ts';

/** What Architect converts by itself where a whole expression has another type than its setting: target, and sources. */
const CONVERSIONS: Readonly<Record<string, readonly string[]>> = {
  bln: ['dec', 'str', 'int'],
  int: ['bln', 'dec', 'str', 'dur'],
  dec: ['bln', 'cur', 'str', 'int'],
  dtm: ['str', 'int'],
  dur: ['str', 'int'],
  cur: ['str', 'dec', 'int'],
  phn: ['str'],
  que: ['str'],
  usr: ['str'],
  skl: ['str'],
  lac: ['str'],
  grp: ['str'],
  wrc: ['str'],
  aud: ['str', 'bln', 'dur', 'cur', 'dtm', 'pmt', 'int', 'dec'],
};

/** True if a setting of type `target` takes an expression of type `found`, converted or not. */
export function fitsSetting(target: Type, found: Type): boolean {
  if (isUnknown(target) || isUnknown(found)) return target.list === undefined || found.list !== !target.list;
  if (found.code === 'nts') return target.list !== true;
  if (target.code === 'str' && !target.list) return fitsAny(found.code);
  if (target.list !== found.list) return false;
  return (
    target.code === found.code || (!target.list && CONVERSIONS[target.code]?.includes(found.code) === true)
  );
}
