import { ACTIONS } from './actions.ts';
import type { ValueCase } from './build.ts';
import { DURATIONS } from './durations.ts';
import { MENUS } from './menus.ts';
import { REQUIRED } from './required.ts';
import { TYPES } from './types.ts';

/** Every flow for the rules about values of Architect YAML. */
export const VALUE_CASES: readonly ValueCase[] = [...ACTIONS, ...REQUIRED, ...TYPES, ...DURATIONS, ...MENUS];
