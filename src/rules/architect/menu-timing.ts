import { durationInWords, durationOf } from '../../architect/duration.ts';
import { isUnset, literalOf } from '../../architect/value.ts';
import { type Dictionary, dictionary } from '../../source/data.ts';
import type { Path } from '../../source/document.ts';
import type { ArchitectRule } from './rule.ts';

const DELAY = 'extensionDialingMaxDelay';
const TIMEOUT = 'menuSelectionTimeout';
const LISTEN = 'listenForExtensionDialing';

export const rule = {
  id: 'menu-timing',
  severity: 'warning',
  category: 'architect',
  summary: 'a delay for extension dialing that is not shorter than the timeout of the menu',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    const common = dictionary(flow.value.settingsMenu);
    const commonProblem = problemOf(common, {});
    const look = (own: Dictionary, at: Path, words: string, problem: Problem | undefined) => {
      const field = [DELAY, TIMEOUT, LISTEN].find((each) => !isUnset(own[each]));
      if (!problem || field === undefined) return;
      const [delay, timeout] = [durationInWords(problem.delay), durationInWords(problem.timeout)];
      report({
        place: flow.locate([...at, field]),
        message: `${words}: extension dialing delay (${delay}) is not shorter than the menu's timeout (${timeout})`,
        hint: `Set ${DELAY} below ${TIMEOUT}, or ${LISTEN} to false.`,
      });
    };
    look(common, [flow.type.root, 'settingsMenu'], 'settingsMenu', commonProblem);
    for (const { kind, name, value, at } of flow.containers) {
      const own = dictionary(value.settingsMenu);
      const timed = !isUnset(own[DELAY]) || !isUnset(own[TIMEOUT]);
      // What a menu only takes over from the flow was reported there.
      if (kind !== 'menu' || (!timed && commonProblem)) continue;
      look(own, [...at, 'settingsMenu'], `Menu "${name}"`, problemOf(own, common));
    }
  },
} as const satisfies ArchitectRule;

interface Problem {
  readonly delay: number;
  readonly timeout: number;
}

/** The two times, if both are literals, the delay is not the shorter one, and extensions are listened for. */
function problemOf(own: Dictionary, common: Dictionary): Problem | undefined {
  const setting = (field: string) => literalOf(isUnset(own[field]) ? common[field] : own[field]);
  const [delay, timeout] = [durationOf(setting(DELAY)), durationOf(setting(TIMEOUT))];
  // A time of nothing stands for none.
  if (setting(LISTEN) === false || !delay || !timeout || timeout < 0 || delay < timeout) return undefined;
  return { delay, timeout };
}
