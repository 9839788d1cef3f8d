/** What a comment begins with that silences a finding. */
export const MARK = 'genesys-flows-ignore';
