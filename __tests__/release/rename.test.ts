import { expect, test } from 'vitest';
import { ActionError } from '../../src/errors.ts';
import { takeName } from '../../src/release/rename.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';
import { fakeOrg, orgFlow, version } from '../support/genesys.ts';
import { releasePorts } from '../support/release.ts';

test('a name that cannot be restored after a failed rename is a warning that says what to do', async () => {
  const clock = virtualClock();
  const live = orgFlow(version('1.0'));
  const org = fakeOrg(clock, live);
  const log = memoryLog();
  let renamed = false;
  const { rename } = org;
  const down = () => Promise.reject(new ActionError('Genesys Cloud is down', 'Run again.'));
  org.rename = async (...args) => {
    await rename(...args);
    renamed = true;
  };
  org.checkIn = down;
  const read = org.flowById;
  org.flowById = (...args) => (renamed ? down() : read(...args));
  const ports = { ...releasePorts(org, clock), log };
  await expect(takeName(live, 'New', ports)).rejects.toThrow('Genesys Cloud is down');
  expect(log.lines.join('\n')).toContain(
    'its name "Test" could not be restored (Genesys Cloud is down): rename it in Architect',
  );
});
