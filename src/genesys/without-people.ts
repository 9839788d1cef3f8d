import { GenesysError } from './error.ts';
import type { Genesys, OrgFlow, OrgVersion } from './port.ts';

/** Stands for the name of a person. */
const USER = 'a user';
/** Shorter names are part of too many words. */
const SHORTEST_NAME = 3;

/**
 * An org whose answers name no people: for repositories that everybody can read. Users are `a user`, in flows, versions,
 * locks, messages and errors; e-mail addresses in messages and errors are left out, too.
 */
export function withoutPeople(genesys: Genesys): Genesys {
  const names = new Set<string>();
  const scrub = (text: string) => withoutNames(withoutAddresses(text), names);
  const version = (each: OrgVersion): OrgVersion => {
    if (each.userName === undefined) return each;
    names.add(each.userName);
    return { ...each, userName: USER };
  };
  const flow = (each: OrgFlow): OrgFlow => {
    const { published, saved, checkedIn, lock, operation } = each;
    const isUser = lock !== undefined && lock.clientId === undefined;
    if (isUser) names.add(lock.holder);
    return {
      ...each,
      published: published && version(published),
      saved: saved && version(saved),
      checkedIn: checkedIn && version(checkedIn),
      lock: isUser ? { ...lock, holder: USER } : lock,
      operation: operation && { ...operation, error: operation.error && scrub(operation.error) },
    };
  };
  const safe = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof GenesysError)) throw error;
      throw new GenesysError(error.status, error.code, scrub(error.message), scrub(error.hint));
    }
  };
  const maybe = (each: OrgFlow | undefined) => each && flow(each);
  return {
    clientId: genesys.clientId,
    organization: () => safe(() => genesys.organization()),
    flowById: async (id) => maybe(await safe(() => genesys.flowById(id))),
    flowByName: async (type, name) => maybe(await safe(() => genesys.flowByName(type, name))),
    flowsById: async (ids) => (await safe(() => genesys.flowsById(ids))).map(flow),
    listFlows: async (most) => (await safe(() => genesys.listFlows(most)))?.map(flow),
    versions: async (id) => (await safe(() => genesys.versions(id))).map(version),
    consumers: (each) => safe(() => genesys.consumers(each)),
    existing: (kind, wanted) => safe(() => genesys.existing(kind, wanted)),
    registerJob: () => safe(() => genesys.registerJob()),
    upload: (job, text) => safe(() => genesys.upload(job, text)),
    async job(id) {
      const state = await safe(() => genesys.job(id));
      return { ...state, messages: state.messages.map((each) => ({ ...each, text: scrub(each.text) })) };
    },
    publishVersion: (id, wanted) => safe(() => genesys.publishVersion(id, wanted)),
    exportVersion: (each, wanted) => safe(() => genesys.exportVersion(each, wanted)),
    deactivate: (id) => safe(() => genesys.deactivate(id)),
    checkOut: (id) => safe(() => genesys.checkOut(id)),
    rename: (id, name) => safe(() => genesys.rename(id, name)),
    checkIn: (id) => safe(() => genesys.checkIn(id)),
  };
}

/** A text without the names that are known, where they stand as words of their own. */
function withoutNames(text: string, names: ReadonlySet<string>): string {
  let clean = text;
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    if (name.length < SHORTEST_NAME || !clean.includes(name)) continue;
    const parts = clean.split(name);
    clean = parts.reduce((before, after) => {
      const isWord = !isLetter(before.at(-1)) && !isLetter(after[0]);
      return `${before}${isWord ? USER : name}${after}`;
    });
  }
  return clean;
}

/** A text with `a user` for each e-mail address. */
function withoutAddresses(text: string): string {
  let clean = '';
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', Math.max(at + 1, from))) {
    let start = at;
    while (start > from && isLocal(text[start - 1])) start--;
    let end = at + 1;
    while (end < text.length && isHost(text[end])) end++;
    if (start === at || !text.slice(at, end).includes('.')) continue;
    clean += text.slice(from, start) + USER;
    from = end;
  }
  return clean + text.slice(from);
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /^[\p{L}\p{N}]$/u.test(character);
}

function isLocal(character: string | undefined): boolean {
  return character !== undefined && /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]$/u.test(character);
}

function isHost(character: string | undefined): boolean {
  return character !== undefined && /^[\p{L}\p{N}.-]$/u.test(character);
}
