import type { ReferenceKind } from '../flow/graph.ts';

/** How the org is asked what it has of one kind. */
export interface NamedList {
  /** Path of a list of the SDK (262), paged by `pageSize` and `pageNumber`, whose entities have a `name`. */
  readonly path: string;
  readonly permission: string;
  /** Takes a filter by name: one a request, or many of them; `none`: the whole list is read. */
  readonly filter: 'one' | 'many' | 'none';
  /** The operation is part of the documented contract; of others only the SDK tells, so what they lack is a warning. */
  readonly certain: boolean;
}

const list = (path: string, permission: string, more: Partial<NamedList> = {}): NamedList => ({
  path: `/api/v2/${path}`,
  permission,
  filter: 'one',
  certain: false,
  ...more,
});

/** The kinds that the SDK has a list of; permissions are those that its documentation names. */
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
