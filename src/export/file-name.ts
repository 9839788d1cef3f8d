/** Longest name of a file without its ending; whole paths stay well below what Windows allows. */
const MOST_CHARACTERS = 80;
/** Names that Windows gives to devices, whatever ending they have. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|conin|conout)$/;

/** A name of a file, and why it is not simply the flow's own. */
export interface FileName {
  readonly name: string;
  readonly changed: string | undefined;
}

/**
 * A name of a file that Windows, macOS and Linux take, of lower-case letters, digits and hyphens. Names of flows come from
 * the org and can be anything; `fallback` is for those of which nothing is left.
 */
export function fileName(name: string, fallback: string): FileName {
  const whole = plain(name);
  const text = cut(whole);
  if (text === '') {
    const other = cut(plain(fallback)) || 'flow';
    return { name: safe(other), changed: 'its name has no letter or digit that every system takes' };
  }
  if (safe(text) !== text) return { name: safe(text), changed: `Windows reserves the name "${text}"` };
  return {
    name: text,
    changed: text === whole ? undefined : `its name has more than ${MOST_CHARACTERS} characters`,
  };
}

/** What two paths share that are one file where neither case nor Unicode's normal form counts. */
export function sameFileKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function cut(text: string): string {
  return text.slice(0, MOST_CHARACTERS).replace(/-$/, '');
}

function safe(text: string): string {
  return RESERVED.test(text) ? `${text}-flow` : text;
}
