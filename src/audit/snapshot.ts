/** What was live right after a publish, as the org gave it back: the base that drift is told against. */
export interface Snapshot {
  /** The platform's version, such as `3.0`. */
  readonly version: string;
  /** The record of the publish. */
  readonly auditId: string;
  readonly yaml: string;
}

const HEAD = /^# Platform version (\d+(?:\.\d+)?), record ([0-9a-f-]{1,100})\n/;

/** The text of the file on the audit branch. */
export function serializeSnapshot({ version, auditId, yaml }: Snapshot): string {
  return `# Platform version ${version}, record ${auditId}\n${yaml.endsWith('\n') ? yaml : `${yaml}\n`}`;
}

/** Reads such a file; undefined if it is none. */
export function parseSnapshot(text: string | undefined): Snapshot | undefined {
  const [whole, version, auditId] = HEAD.exec(text ?? '') ?? [];
  if (whole === undefined || version === undefined || auditId === undefined) return undefined;
  return { version, auditId, yaml: (text ?? '').slice(whole.length) };
}
