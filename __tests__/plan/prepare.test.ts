import { describe, expect, test } from 'vitest';
import { requireSecrets } from '../../src/connect.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { readRegion } from '../../src/manifest/region.ts';
import { agreedRegion, prepareFlows, requirePublishable } from '../../src/plan/prepare.ts';
import { Redaction } from '../../src/text/redaction.ts';
import { load, manifest, to } from '../support/load.ts';

const GOOD = { start: { type: 'start', transitions: to('end') }, end: { type: 'end', transitions: [] } };
const BROKEN = { ...GOOD, start: { type: 'start', transitions: to('nowhere') } };
const named = (name: string, nodes = GOOD, more = {}) => manifest(nodes, more, { name });
const none = { region: undefined, environment: '' };
const noSecrets = new Redaction();

describe('the region of a run', () => {
  test('is the input, else that of the manifests, else the default of the configuration', async () => {
    const workspace = await load({ 'flows/a.flow.json': named('A', GOOD, { target_region: 'eu-west-1' }) });
    const { region } = readRegion('us-east-1');
    expect(agreedRegion(workspace, { ...none, region }).name).toBe('us-east-1');
    expect(agreedRegion(workspace, none).name).toBe('eu-west-1');
    const empty = await load({ '.genesys-flows.yml': 'defaults: {target_region: eu-central-1}\n' });
    expect(agreedRegion(empty, none).name).toBe('eu-central-1');
  });

  test('is reported as missing, with the finding that hides it', async () => {
    const without = await load({ 'flows/a.flow.json': named('A', GOOD, { target_region: undefined }) });
    expect(() => agreedRegion(without, none)).toThrow('no region is given');
    const wrong = await load({ 'flows/a.flow.json': named('A', GOOD, { target_region: 'eu-west-99' }) });
    expect(() => agreedRegion(wrong, none)).toThrow(/flows\/a\.flow\.json has an error in line 2/);
  });
});

describe('what must be there before a plan', () => {
  test('a configuration without errors, and a flow', async () => {
    const config = await load({
      '.genesys-flows.yml': 'defaults: [\n',
      'flows/a.flow.json': named('A'),
    });
    expect(() => requirePublishable(config)).toThrow(/\.genesys-flows\.yml has an error in line/);
    expect(() => requirePublishable({ ...config, config: { ...config.config, findings: [] } })).not.toThrow();
    const empty = await load({ 'README.md': 'no flow' });
    expect(() => requirePublishable(empty)).toThrow(/No manifest or flow matches/);
  });

  test('every missing secret is in one message; only what writes needs a token', () => {
    const given = { clientId: 'client', clientSecret: '', gateway: undefined, token: '' };
    expect(() => requireSecrets('publish', given)).toThrow(
      /mode publish needs "client-secret" .* and "github-token"; the client is client$/,
    );
    expect(() => requireSecrets('plan', given)).toThrow(
      /^mode plan needs "client-secret" [^"]*; the client is client$/,
    );
    expect(() => requireSecrets('plan', given)).toThrow(ConfigurationError);
    expect(() => requireSecrets('plan', { ...given, clientSecret: 'secret' })).not.toThrow();
    expect(() => requireSecrets('rollback', { ...given, clientSecret: 'secret' })).toThrow(
      /needs "github-token"$/,
    );
  });
});

describe('the flows of a plan', () => {
  test('a flow with an error is refused, the others are not', async () => {
    const workspace = await load({
      'flows/a.flow.json': named('A'),
      'flows/b.flow.json': named('B', BROKEN),
    });
    const { publishableFlows, refused } = await prepareFlows(workspace, noSecrets);
    expect(publishableFlows.map(({ key }) => key)).toEqual(['INBOUNDCALL/A']);
    expect(refused).toMatchObject([
      {
        manifest: { file: 'flows/b.flow.json' },
        reason: expect.stringMatching(/^validation found an error: .*nowhere/),
      },
    ]);
  });

  test('an error about all flows refuses them all', async () => {
    const workspace = await load({
      'flows/a.flow.json': named('A'),
      'flows/b.flow.json': named('B'),
      'flows/c.flow.json': named('B'),
    });
    const { publishableFlows, refused } = await prepareFlows(workspace, noSecrets);
    expect(publishableFlows).toEqual([]);
    expect(refused.find(({ manifest: { file } }) => file === 'flows/a.flow.json')?.reason).toMatch(
      /^an error in flows\/[bc]\.flow\.json concerns all flows: /,
    );
  });

  test('a flow whose name contains a secret is refused', async () => {
    const secrets = new Redaction();
    secrets.hide('hunter2-secret');
    const workspace = await load({ 'flows/a.flow.json': named('Line hunter2-secret') });
    const { refused } = await prepareFlows(workspace, secrets);
    expect(refused.map(({ reason }) => reason)).toEqual([
      'its name, file or version_matrix contains a secret of this run',
    ]);
  });
});
