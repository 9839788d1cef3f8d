import { expect } from 'vitest';
import type { World } from '../../sandbox/world.ts';

/** Ends a world, and holds that no request or answer in it broke the descriptions of either API. */
export async function closeClean(world: World): Promise<void> {
  const violations = [...world.genesys.violations, ...world.github.violations];
  await world.close();
  expect(violations).toEqual([]);
}
