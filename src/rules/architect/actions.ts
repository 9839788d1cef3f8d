import type { Container } from '../../architect/container.ts';
import type { ArchitectFlow } from '../../architect/read.ts';
import { type Action, everyAction } from '../../architect/sequence.ts';

/** Every action of a flow with the container that it stands in; those that are switched off are left out. */
export function* actionsOf(
  flow: ArchitectFlow,
): Generator<{ readonly action: Action; readonly container: Container }> {
  for (const container of flow.containers) {
    if (!container.sequence) continue;
    for (const { action } of everyAction(container.sequence))
      if (action.value.enabled !== false) yield { action, container };
  }
}
