import * as core from '@actions/core';
import { logLine } from '../report/escape.ts';
import type { Log } from '../runtime.ts';
import type { Redaction } from '../text/redaction.ts';
import { secretsOfAddress } from '../text/secret-forms.ts';

/** The runner's log. Values passed to `mask` are hidden in every later line, here and by the runner. */
export function runnerLog(secrets: Redaction): Log {
  const masked = new Set<string>();
  const safe = (text: string) => logLine(secrets.text(text));
  const mask = (value: string) => {
    // Each line is masked too: the runner compares line by line.
    for (const part of [value, value.trim(), ...value.split('\n')]) {
      if (part.trim().length < 4 || masked.has(part)) continue;
      masked.add(part);
      core.setSecret(part);
    }
  };
  return {
    debug: (text) => core.debug(safe(text)),
    info: (text) => core.info(safe(text)),
    warning: (text) => core.warning(safe(text)),
    async group(title, body) {
      core.startGroup(safe(title));
      try {
        return await body();
      } finally {
        core.endGroup();
      }
    },
    mask(secret) {
      secrets.hide(secret);
      mask(secret);
    },
    maskAddress(address) {
      secrets.hideAddress(address);
      for (const value of secretsOfAddress(address)) mask(value);
    },
  };
}
