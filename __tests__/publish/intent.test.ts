import { expect, test } from 'vitest';
import { readRegion } from '../../src/manifest/region.ts';
import { intentFlows } from '../../src/publish/intent.ts';
import { orgFlow, version } from '../support/genesys.ts';
import { planned } from '../support/publishable.ts';

const jobs = { id: (_key: string, purpose = 'flow') => `job-${purpose}` };

test('an intent names the jobs of flows that are published, and none of a flow that is only recorded', async () => {
  const { region } = readRegion('us-east-1');
  if (!region) throw new Error('the region of the test is unknown');
  const flow = await planned(orgFlow(version('1.0')));
  const adopted = { ...flow, action: 'adopt' as const };
  const [published, recorded] = intentFlows([flow, adopted], region, jobs, true);
  expect(published).toMatchObject({ job_id: 'job-flow', placeholder_job_id: 'job-placeholder' });
  // Its job was registered for an earlier plan of the run, which another run overtook.
  expect(recorded).not.toHaveProperty('job_id');
  expect(recorded).not.toHaveProperty('placeholder_job_id');
});
