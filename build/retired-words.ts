/** Words that the project does not use, with what to write instead. One word means one thing, in code, messages and docs. */
export const RETIRED: Readonly<Record<string, string>> = {
  mend: 'fix',
  mended: 'fixed',
  mending: 'fixing',
  mends: 'fixes',
  told: 'reported',
  tell: 'report, say, or distinguish',
  tells: 'reports, says',
  telling: 'reporting',
  somebody: 'another user, someone',
  ledger: 'audit log, published state',
  trail: 'audit log',
  trails: 'audit logs',
  settle: 'resolve, recover',
  settled: 'resolved, recovered',
  settles: 'resolves, recovers',
  silenced: 'suppressed',
  silences: 'suppressions',
  fault: 'finding, error, problem',
  faults: 'findings, errors, problems',
  faulty: 'wrong',
  mistake: 'error',
  mistakes: 'errors',
  witness: 'trace',
  cadence: 'polling schedule',
  ticket: 'registered job',
  tickets: 'registered jobs',
  candidate: 'publishable flow',
  candidates: 'publishable flows',
  stub: 'placeholder flow',
  stubs: 'placeholder flows',
  road: 'way, path',
  roads: 'ways, paths',
  room: 'folder, space',
  rooms: 'folders',
  knowingly: 'on purpose',
};

/** Phrases that the project does not use. Their words may be separated by any blanks. */
export const RETIRED_PHRASES: Readonly<Record<string, string>> = {
  'way back': 'rollback',
  'broke off': 'was interrupted',
  'broken off': 'interrupted',
  'lead away': 'end',
  'leads away': 'ends',
  'live with': 'accept',
  'lived with': 'accepted',
  'work of somebody': 'changes of another user',
  'work of others': 'changes of other users',
};

/** Uses in which a retired word means something else: the text around it, by the word. */
export const OTHER_MEANING: Readonly<Record<string, readonly RegExp[]>> = {};
