import type { PublishableFlow } from '../plan/plan.ts';
import { publishFailed } from '../rules/org.ts';
import { advice } from './advice.ts';
import { placeOf } from './message-place.ts';
import type { Cause } from './messages.ts';

/** Turns what the platform said of a flow into findings on the author's lines. */
export function report(publishable: PublishableFlow, causes: readonly Cause[]): void {
  for (const cause of causes) {
    const { place, node, exact } = placeOf(publishable, cause);
    const field = cause.property ? ` (property ${cause.property})` : '';
    publishable.report.add(publishFailed, {
      place,
      severity: cause.severity,
      message: `the platform says: ${cause.text.slice(0, 500)}${field}`,
      hint: advice(cause.text, exact),
      nodes: node === undefined ? [] : [node],
    });
  }
}
