import type { OrgFlow } from '../genesys/port.ts';
import { nextRead } from './polling-schedule.ts';
import type { ReleasePorts } from './ports.ts';

/** How long a published version may take to show when the flow is read; scripts for real orgs wait 30 to 180 s. */
export const VISIBLE_MS = 180_000;
/** What a rollback waits for even where the step has less time: callers hear what is live. */
const LEAST_MS = 60_000;
/** After the end of an operation, how long what it did may take to show. */
const SHOWS_MS = 10_000;

/** An operation that the platform works on, and how its end is known. */
export interface Following {
  /** Undefined where the platform named none: then only `reached` says, or a failed operation. */
  readonly operation: string | undefined;
  readonly reached: (flow: OrgFlow | undefined) => boolean;
  /** Called where the step was cancelled and has no time left; may throw. */
  readonly cancelled: () => void;
}

/** Reads a flow until an operation on it has ended and shows; returns the flow as it was read last. */
export async function follow(
  flowId: string,
  { operation, reached, cancelled }: Following,
  { genesys, clock, deadline }: Pick<ReleasePorts, 'genesys' | 'clock' | 'deadline'>,
): Promise<OrgFlow | undefined> {
  const begun = clock.now();
  let ended: number | undefined;
  for (;;) {
    const flow = await genesys.flowById(flowId);
    if (reached(flow)) return flow;
    const current = flow?.operation;
    if (current?.complete && (operation === undefined || current.id === operation)) {
      if (current.error !== undefined) return flow;
      if (operation !== undefined) ended ??= clock.now();
    }
    if (clock.cancelled && clock.now() > deadline.at) cancelled();
    const wait = nextRead(clock.now() - (ended ?? begun));
    const limit =
      ended === undefined
        ? Math.max(begun + LEAST_MS, Math.min(begun + VISIBLE_MS, deadline.at))
        : ended + SHOWS_MS;
    if (clock.now() + wait > limit) return flow;
    await clock.sleep(wait);
  }
}
