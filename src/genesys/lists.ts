import type { ReferenceKind } from '../flow/graph.ts';

/** How to ask the org which names of one kind it has. */
export interface NamedList {
  /** Path of a list of the SDK (262), paged by `pageSize` and `pageNumber`, whose entities have a `name`. */
  readonly path: string;
  readonly permission: string;
  /** Names that one request can filter by: `one` or `many`. `none`: the whole list is read. */
  readonly filter: 'one' | 'many' | 'none';
  /** True if the public API documents the operation. Others are known from the SDK only, so a missing name there is a warning. */
  readonly certain: boolean;
}

const list = (path: string, permission: string, more: Partial<NamedList> = {}): NamedList => ({
  path: `/api/v2/${path}`,
  permission,
  filter: 'one',
  certain: false,
  ...more,
});

/** The kinds that the SDK can list; the permissions are from its documentation. */
export const LISTS: Readonly<Partial<Record<ReferenceKind, NamedList>>> = {
  queue: list('routing/queues', 'routing:queue:view', { certain: true }),
  prompt: list('architect/prompts', 'architect:userPrompt:view', { certain: true, filter: 'many' }),
  schedule: list('architect/schedules', 'routing:schedule:view'),
  'schedule group': list('architect/schedulegroups', 'routing:scheduleGroup:view'),
  'emergency group': list('architect/emergencygroups', 'routing:emergencyGroup:view'),
  'data table': list('flows/datatables', 'architect:datatable:view'),
  'data action': list('integrations/actions', 'integrations:action:view'),
  'flow outcome': list('flows/outcomes', 'architect:flowOutcome:view'),
  'flow milestone': list('flows/milestones', 'architect:flowMilestone:view'),
  skill: list('routing/skills', 'routing:skill:view'),
  'language skill': list('routing/languages', 'routing:language:view'),
  'wrap-up code': list('routing/wrapupcodes', 'routing:wrapupCode:view'),
  script: list('scripts', 'scripter:publishedScript:view'),
  'contact list': list('outbound/contactlists', 'outbound:contactList:view'),
  'survey form': list('quality/publishedforms/surveys', 'quality:surveyForm:view'),
  group: list('groups', 'directory:group:view', { filter: 'none' }),
};
