import type ArchitectApi from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/ArchitectApi.js';
import { mapsOf, requiredId, textOf } from './body.ts';
import type { Login } from './credentials.ts';
import { GenesysError } from './error.ts';
import type { Genesys } from './port.ts';
import type { Session, SessionPorts } from './session.ts';
import { download } from './transfer.ts';

const EXPORT_LIMIT_MS = 90_000;
/** Exports of a flow take seconds; what asks for them waits longer each time, up to this. */
const EXPORT_POLL_MS = 2000;

/** Exports a version of a flow by an export job, and downloads it. */
export function versionExport(
  session: Session,
  api: ArchitectApi,
  credentials: Login,
  ports: SessionPorts,
): Pick<Genesys, 'exportVersion'> {
  return {
    async exportVersion(flow, version) {
      const job = await session.call('register an export job', () =>
        api.postFlowsExportJobs({ flows: [{ flow: { id: flow.id, version } }] }),
      );
      const id = requiredId(job?.id, 'the id of an export job');
      const limit = Math.min(ports.clock.now() + EXPORT_LIMIT_MS, ports.deadline.at);
      for (let wait = EXPORT_POLL_MS / 8; ; wait = Math.min(EXPORT_POLL_MS, wait * 2)) {
        await ports.clock.sleep(wait);
        const state = await session.call('read an export job', () =>
          api.getFlowsExportJob(id, { expand: ['messages'] }),
        );
        const url = state?.status === 'Success' ? textOf(state.downloadUrl) : undefined;
        if (url) {
          ports.log.maskAddress(url);
          return download(url, credentials, ports);
        }
        if (state?.status === 'Failure' || ports.clock.now() + wait > limit) {
          const error = mapsOf(state?.messages).find(({ type }) => type === 'Error');
          const said = textOf(error?.text) ?? 'it did not finish in time';
          throw new GenesysError(
            0,
            'export',
            `version ${version} of "${flow.name}" could not be exported: ${said.slice(0, 300)}`,
            'Export it in Architect.',
          );
        }
      }
    },
  };
}
