/** The export of a flow right after its publish. Drift is the difference between this and what is live now. */
export interface Snapshot {
  /** The platform version, such as `3.0`. */
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

/** Reads a snapshot file; undefined for any other text. */
export function parseSnapshot(text: string | undefined): Snapshot | undefined {
  const [whole, version, auditId] = HEAD.exec(text ?? '') ?? [];
  if (whole === undefined || version === undefined || auditId === undefined) return undefined;
  return { version, auditId, yaml: (text ?? '').slice(whole.length) };
}
