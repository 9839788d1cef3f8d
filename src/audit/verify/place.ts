/** The kind and environment of a file on the audit branch. */
export interface Place {
  readonly holds: 'record' | 'state' | 'intent' | 'snapshot' | 'readme';
  /** Empty for the README. */
  readonly environment: string;
}

const FORMS: readonly (readonly [Place['holds'], RegExp])[] = [
  ['record', /^records\/([a-z0-9-]{1,40})\/\d{4}-\d{2}-\d{2}-[0-9a-f-]{36}\.json$/],
  ['state', /^state\/([a-z0-9-]{1,40})\.json$/],
  ['intent', /^intents\/([a-z0-9-]{1,40})(?:\.[1-9]\d{0,2}-of-[1-9]\d{0,2})?\.json$/],
  ['snapshot', /^live\/([a-z0-9-]{1,40})\/[0-9a-fA-F-]{1,60}\.yaml$/],
  ['readme', /^README\.md()$/],
];

/** The kind of file that a path of the audit branch is for; undefined for any other path. */
export function placeOf(path: string): Place | undefined {
  for (const [holds, form] of FORMS) {
    const environment = form.exec(path)?.[1];
    if (environment !== undefined) return { holds, environment };
  }
  return undefined;
}
