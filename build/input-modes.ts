import { MODES, type Mode } from '../src/event/mode.ts';

const ORG: readonly Mode[] = ['plan', 'publish', 'rollback', 'drift', 'export'];
const FLOWS: readonly Mode[] = ['validate', 'plan', 'publish', 'gather', 'export'];
const CHECKS: readonly Mode[] = ['validate', 'plan', 'publish'];
const PUBLISHES: readonly Mode[] = ['publish', 'rollback'];
/** `plan` needs what the digest of the plan covers. */
const PLANNED: readonly Mode[] = ['plan', 'publish'];

/** The modes that use each input of action.yml. `npm run docs` fails where one is missing. */
export const INPUT_MODES: Readonly<Record<string, readonly Mode[]>> = {
  mode: MODES,
  manifests: FLOWS,
  environment: MODES.filter((mode) => mode !== 'verify'),
  region: [...ORG, 'gather'],
  'client-id': ORG,
  'client-secret': [...ORG, 'gather', 'verify'],
  'gateway-url': ORG,
  'github-token': MODES,
  'changed-only': ['validate', 'plan', 'publish', 'export'],
  'only-new': ['validate', 'plan'],
  'fail-on': [...CHECKS, 'drift'],
  concurrency: ['plan', 'publish', 'drift', 'export'],
  'timeout-minutes': MODES,
  'on-conflict': ['plan', 'publish', 'rollback'],
  atomic: PLANNED,
  'republish-consumers': PLANNED,
  'keep-live': PLANNED,
  'plan-digest': ['publish'],
  shards: ['plan'],
  shard: ['publish'],
  flow: ['rollback', 'export'],
  division: ['export'],
  'to-version': ['rollback'],
  'expected-head': [...PUBLISHES, 'verify'],
  'discard-intent': PUBLISHES,
  'allow-ref': PUBLISHES,
  'audit-branch': MODES.filter((mode) => mode !== 'validate'),
  report: CHECKS,
  comment: MODES,
  'sarif-file': CHECKS,
  'sarif-suppressed': CHECKS,
  'check-run': CHECKS,
  suggestions: CHECKS,
  deployment: ['plan', ...PUBLISHES],
};

/** A row for each input with a mark under each mode. Throws if an input of action.yml has no modes, or a name is no input. */
export function inputModeRows(inputs: readonly string[]): string[] {
  const missing = inputs.filter((name) => !Object.hasOwn(INPUT_MODES, name));
  const unknown = Object.keys(INPUT_MODES).filter((name) => !inputs.includes(name));
  if (missing.length + unknown.length > 0)
    throw new Error(
      `build/input-modes.ts and action.yml differ: ${[...missing, ...unknown].join(', ')}. Write the modes that use the input.`,
    );
  return [
    `| input | ${MODES.map((mode) => `\`${mode}\``).join(' | ')} |`,
    `| --- |${' :---: |'.repeat(MODES.length)}`,
    ...inputs.map((name) => `| \`${name}\` |${MODES.map((mode) => used(name, mode)).join('|')}|`),
  ];
}

function used(name: string, mode: Mode): string {
  return INPUT_MODES[name]?.includes(mode) ? ' ✓ ' : ' ';
}
