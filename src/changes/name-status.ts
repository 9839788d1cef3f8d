import type { ChangedFile } from '../github/port.ts';

/** Reads `git diff --name-status -z`: a kind and a path; of a renamed or copied file both paths. */
export function readNameStatus(text: string): ChangedFile[] {
  const fields = text.split('\0');
  const changes: ChangedFile[] = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const kind = fields[at++] ?? '';
    const path = fields[at++] ?? '';
    if (kind.startsWith('R')) {
      changes.push({ path, status: 'removed' }, { path: fields[at++] ?? '', status: 'added', from: path });
    } else if (kind.startsWith('C')) changes.push({ path: fields[at++] ?? '', status: 'added' });
    else changes.push({ path, status: kind === 'A' ? 'added' : kind === 'D' ? 'removed' : 'changed' });
  }
  return changes;
}
