/** The README of the audit branch, which its first commit holds; nothing changes it later. */
export const README = `# Audit log of Genesys Cloud flows

Written by the genesys-flow-action. Do not edit it by hand: \`verify\` reports every change that the action did not make.

- \`records/\`: one file for each publish, rollback or reported deployment. Never changed.
- \`state/\`: what was last published, for each environment. A view of the records.
- \`intents/\`: what a run is about to do. Removed when it is recorded.
- \`live/\`: snapshots of what a publish left live.
`;
