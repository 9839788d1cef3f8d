import * as core from '@actions/core';
import { logLine } from '../report/escape.ts';
import type { Log } from '../runtime.ts';

/** The runner's log. Values that were masked are also taken out of what we write elsewhere; see `redact`. */
export function runnerLog(): Log & { redact(text: string): string } {
  const secrets = new Set<string>();
  return {
    debug: (text) => core.debug(logLine(text)),
    info: (text) => core.info(logLine(text)),
    warning: (text) => core.warning(logLine(text)),
    async group(title, body) {
      core.startGroup(logLine(title));
      try {
        return await body();
      } finally {
        core.endGroup();
      }
    },
    mask(secret) {
      // Each line is masked too: the runner compares line by line.
      for (const part of [secret, ...secret.split('\n')]) {
        if (part.trim().length < 4 || secrets.has(part)) continue;
        secrets.add(part);
        core.setSecret(part);
      }
    },
    redact(text) {
      let clean = text;
      for (const secret of secrets) clean = clean.replaceAll(secret, '***');
      return clean;
    },
  };
}
