/** What the token of a run may do. */
export type TokenRights = 'write' | 'read';
