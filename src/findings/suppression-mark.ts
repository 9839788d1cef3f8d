/** What a comment that suppresses a finding begins with. */
export const MARK = 'genesys-flows-ignore';
