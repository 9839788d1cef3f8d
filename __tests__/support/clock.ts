import type { Clock, Log } from '../../src/runtime.ts';

/** A clock that jumps: sleeping takes no time, and the time that would have passed is counted. */
export function virtualClock(
  start = Date.parse('2026-01-01T00:00:00Z'),
): Clock & { readonly slept: number[] } {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    cancelled: false,
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
    random: () => 0.5,
  };
}

/** A log that keeps its lines. */
export function memoryLog(): Log & { readonly lines: string[]; readonly masked: string[] } {
  const lines: string[] = [];
  const masked: string[] = [];
  return {
    lines,
    masked,
    debug: () => {},
    info: (text) => void lines.push(text),
    warning: (text) => void lines.push(`warning: ${text}`),
    group: (title, body) => {
      lines.push(`# ${title}`);
      return body();
    },
    mask: (secret) => void masked.push(secret),
    maskAddress: (address) => void masked.push(address),
  };
}
