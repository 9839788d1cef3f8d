import type { RunContext } from '../event/event.ts';
import { urlPart } from '../report/escape.ts';
import type { Links } from '../report/links.ts';

/** Addresses on the server of the run, at the commit that is checked out. */
export function linksOf(context: RunContext, sha: string): Links {
  const { serverUrl, repository } = context;
  const root = `${serverUrl}/${repository}`;
  return {
    line: (file, line) => `${root}/blob/${sha}/${file.split('/').map(urlPart).join('/')}#L${line}`,
    commit: (commit) => `${root}/commit/${commit}`,
    rule: (rule) => ruleUrl(context, rule),
  };
}

/** Address of the page about a rule; empty where it is not known where the action comes from. */
export function ruleUrl({ rulesUrl }: RunContext, rule: string): string {
  return rulesUrl === '' ? '' : `${rulesUrl}/${rule}.md`;
}
