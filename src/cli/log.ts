import { logLine } from '../report/escape.ts';
import type { Log } from '../runtime.ts';
import type { Redaction } from '../text/redaction.ts';
import type { World } from './world.ts';

/** A log on standard error, which keeps standard output for results. Warnings always show, the rest with `verbose`. */
export function terminalLog({ stderr }: Pick<World, 'stderr'>, secrets: Redaction, verbose: boolean): Log {
  const line = (text: string) => stderr.write(`${logLine(secrets.text(text))}\n`);
  const quiet = (text: string) => void (verbose && line(text));
  return {
    debug: () => {},
    info: quiet,
    warning: (text) => void line(`Warning: ${text}`),
    async group(title, body) {
      quiet(`▸ ${title}`);
      return body();
    },
    mask: (secret) => secrets.hide(secret),
    maskAddress: (address) => secrets.hideAddress(address),
  };
}
