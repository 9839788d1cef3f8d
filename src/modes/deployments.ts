import { releaseName } from '../audit/names.ts';
import type { AuditRecord } from '../audit/record.ts';
import { errorMessage, UserError } from '../errors.ts';
import type { Connected } from './connected.ts';

/** Makes a GitHub deployment for each record. The trail is already written, so a failure here is a warning. */
export async function deployAll(connected: Connected, records: readonly AuditRecord[]): Promise<void> {
  const { inputs, event, context, environment, github } = connected;
  const { log } = connected.ports;
  if (!github || inputs.deployment === 'false' || records.length === 0) return;
  await log.group('Deployments', async () => {
    try {
      if (inputs.deployment === 'auto' && (await github.api.hasJobDeployment(event.sha, context.runId))) {
        log.info(
          'The job names an environment, so GitHub has made a deployment; none is added. Set "deployment: true" to add them.',
        );
        return;
      }
      for (const record of records) {
        await github.api.deploy({
          sha: event.sha,
          environment: `genesys-${environment}`,
          description: describe(record),
          payload: {
            ...record,
            status: record.status === 'success' ? 'synced' : record.status,
            version: record.version_matrix,
          },
          state:
            record.status === 'success'
              ? 'success'
              : record.status === 'rolled_back'
                ? 'inactive'
                : 'failure',
          logUrl: context.runUrl,
        });
        log.info(`deployment of "${record.flow_name}": ${record.status}`);
      }
    } catch (error) {
      const hint = error instanceof UserError ? ` ${error.hint}` : '';
      log.warning(
        `The deployments could not be made: ${errorMessage(error)}.${hint} The audit trail is complete without them.`,
      );
    }
  });
}

function describe(record: AuditRecord): string {
  const release = record.version_matrix ? ` ${releaseName(record.version_matrix)}` : '';
  const version = record.platform_version_after ? ` (version ${record.platform_version_after})` : '';
  return `${record.flow_name}${release}${version}: ${record.status.replace('_', ' ')}`;
}
