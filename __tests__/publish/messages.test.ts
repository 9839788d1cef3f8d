import { describe, expect, test } from 'vitest';
import { advice } from '../../src/publish/advice.ts';
import { isDisguisedLimit, readMessages } from '../../src/publish/messages.ts';

const errors = (...texts: string[]) => readMessages(texts.map((text) => ({ type: 'Error' as const, text })));

describe('what the platform really said', () => {
  test('the cause of a missing thing, with its path', () => {
    expect(
      errors(
        "find 'queue' by value of 'Support DK' - no matches",
        "    Path: '/inboundCall/menus/menu[x]/choices'",
        "    Property name: 'targetQueue'",
        'setting the Archy exit code to 107',
      ),
    ).toEqual([
      {
        severity: 'error',
        text: "find 'queue' by value of 'Support DK' - no matches",
        path: '/inboundCall/menus/menu[x]/choices',
        property: 'targetQueue',
        object: undefined,
      },
    ]);
  });

  test('once, with the path, where it is said twice and only once with a path', () => {
    const bare = "find 'queue' by value of 'Support DK' - no matches";
    const placed = [
      bare,
      "    Path: '/inboundCall/tasks/task[Main_1]/actions'",
      "    Property name: 'targetQueue'",
    ];
    const merged = [{ text: bare, path: '/inboundCall/tasks/task[Main_1]/actions', property: 'targetQueue' }];
    expect(errors(bare, ...placed)).toMatchObject(merged);
    expect(errors(...placed, bare)).toMatchObject(merged);
    // In other words, and as a warning.
    expect(errors(`${bare} Support DK`, ...placed)).toMatchObject([{ path: merged[0]?.path }]);
    const asWarning = readMessages([
      { type: 'Warning', text: placed.join('\n') },
      { type: 'Error', text: bare },
    ]);
    expect(asWarning).toMatchObject([{ ...merged[0], severity: 'error' }]);
    expect(asWarning).toHaveLength(1);
  });

  test('as often as there are places, and objects, that it is said of', () => {
    const issue = (name: string, path?: string) => [
      `1 -> [Type:'ArchValidationIssue', ErrorCount:1, ArchObject:[TrackingID:12, Name:'${name}', Type:'ArchActionCallData']]`,
      'A data action must be selected.',
      ...(path ? ['    ___ Yaml Info ___', `    name: ${name}`, `    ref path: ${path}`] : []),
    ];
    const at = (name: string) => `/inboundCall/tasks/task[Main_1]/actions/callData[${name}]`;
    const causes = errors(
      ...issue('Ask'),
      ...issue('Ask again'),
      ...issue('Ask', at('Ask')),
      ...issue('Ask again', at('Ask again')),
      ...issue("Ann's", at("Ann's")),
    );
    expect(causes.map(({ path }) => path)).toEqual([at('Ask'), at('Ask again'), at("Ann's")]);
    expect(errors(...issue('Ask'), ...issue('Ask again')).map(({ object }) => object?.name)).toEqual([
      'Ask',
      'Ask again',
    ]);
  });

  test('of a whole output, headings, rulers and all', () => {
    const path = '/inboundEmail/states/state[Initial State_11]/actions/callData[_^_archy_callData_1__]';
    const causes = errors(
      'Archy - Architect Yaml Flow Processor ver. 2.42.2',
      "adding variable type of 'stringVariable' to 'ArchFlowInboundEmail'",
      "    Path: '/inboundEmail/variables/stringVariable'",
      "validating flow 'Mail'",
      '- ERROR! Validation Summary',
      "  [Type:'ArchValidationIssue', ErrorCount:1, ArchObject:[TrackingID:12, Name:'Call Data Action', Type:'ArchActionCallData']]",
      'A data action must be selected.',
      'setting the Archy exit code to 123',
      '------------------',
      'Validation Results',
      '==================',
      "1 -> [Type:'ArchValidationIssue', ErrorCount:1, ArchObject:[TrackingID:12, Name:'Call Data Action', Type:'ArchActionCallData']]",
      'A data action must be selected.',
      '    ___ Yaml Info ___',
      `    ref path: ${path}`,
      '',
      "2 -> [Type:'ArchValidationIssue', WarningCount:1, ArchObject:[Type:'ArchVariableString', Name:'Flow.emailResponse']]",
      "The variable 'Flow.emailResponse' is not used.",
      '',
      "16 -> [Type:'ArchValidationIssue', RollupErrorCount:1, ArchObject:[TrackingID:11, Name:'Initial State', Type:'ArchState']]",
      'There is one action in error within this task',
      '    ___ Yaml Info ___',
      '        name: Initial State',
      '    ref path: /inboundEmail/states/state[Initial State_11]',
      '',
      'DateTime: Mon Sep 07 2026 13:04:40 GMT+0200',
      'Summary',
      "Command: 'publish'",
      "Flow Name: 'Mail'",
      'Errors:',
      'ERROR - the flow has 1 error(s). (see above)',
      'WARNING - the flow has 14 warning(s). (see above)',
      'Error(s) and warning(s) encountered.',
    );
    expect(causes).toEqual([
      {
        severity: 'error',
        text: 'A data action must be selected',
        path,
        property: undefined,
        object: { name: 'Call Data Action', type: 'ArchActionCallData' },
      },
      {
        severity: 'warning',
        text: "The variable 'Flow.emailResponse' is not used",
        path: undefined,
        property: undefined,
        object: { name: 'Flow.emailResponse', type: 'ArchVariableString' },
      },
    ]);
  });

  test('without advice for a command line, and without what follows from something else', () => {
    const locked = "the flow (name: 'A', type: 'inboundcall' ) is locked by another entity";
    const blame =
      'You can use the --forceUnlock command line parameter if you wish to publish flows locked by another entity.';
    expect(errors(`${locked}. ${blame}`)).toMatchObject([{ text: locked }]);
    expect(errors(`${locked}.`, blame).map(({ text }) => text)).toEqual([locked]);
    expect(errors('unable to verify the first certificate', 'invalid credentials')).toHaveLength(1);
    expect(
      errors(
        "find 'integrations' by value of 'Bot' - there is more than one case insensitive match (count: 2)",
        'now attempting to find a case sensitive match.',
        "item[1] - value 'Bot' - is another case sensitive match - unable to disambiguate network results.",
      ),
    ).toHaveLength(1);
  });

  test('an exception without its wrapping', () => {
    const text =
      "ArchSession.startWithAuthToken - Caught unhandled exception during callback function execution.  Ending session.  Exception info: the property 'x' cannot be assigned a value. -- [ArchSession, Environment:'prod', OrgId:'secret']";
    expect(errors(text)).toMatchObject([{ text: "the property 'x' cannot be assigned a value" }]);
  });

  test('a validation issue with its action and path; roll-ups and sums are not counted twice', () => {
    const causes = errors(
      '- ERROR! Validation Summary',
      "  [Type:'ArchValidationIssue', ErrorCount:1, ArchObject:[TrackingID:12, Name:'Call Data Action', Type:'ArchActionCallData']]",
      'A data action must be selected.',
      '    ___ Yaml Info ___',
      '    ref path: /inboundEmail/states/state[Initial State_11]/actions/callData[_^_archy_callData_1__]',
      "16 -> [Type:'ArchValidationIssue', RollupErrorCount:1, ArchObject:[TrackingID:11, Name:'Initial State', Type:'ArchState']]",
      'There is one action in error within this task',
      'ERROR - the flow has 1 error(s). (see above)',
      'Architect Scripting session ended in error ( code: 99 )',
    );
    expect(causes).toEqual([
      {
        severity: 'error',
        text: 'A data action must be selected',
        path: '/inboundEmail/states/state[Initial State_11]/actions/callData[_^_archy_callData_1__]',
        property: undefined,
        object: { name: 'Call Data Action', type: 'ArchActionCallData' },
      },
    ]);
  });

  test('errors come before warnings', () => {
    const causes = readMessages([
      {
        type: 'Warning',
        text: "2 -> [Type:'ArchValidationIssue', WarningCount:1, ArchObject:[Type:'ArchVariableString', Name:'Flow.x']]\nThe variable 'Flow.x' is not used.",
      },
      { type: 'Error', text: "the 'architect:flow:add' permission is required" },
    ]);
    expect(causes.map(({ severity }) => severity)).toEqual(['error', 'warning']);
  });

  test.each([
    "pre-processor substitution key of '{{ x }}' was found in the flow YAML, but was not found in the options file.",
    "TypeError: Cannot read properties of undefined (reading 'refId').",
    "the flow name 'undefined' is invalid.  It must be a non-blank string with no leading or trailing spaces.",
    "did not find a text to speech voice with the name 'da-DK-Standard-C' for language 'da-dk'",
    "item[1] - value 'Chat GPT Integration v12' - is another case sensitive match - unable to disambiguate network results.",
  ])('%s', (text) => {
    expect(errors(text)).toMatchObject([{ text: text.replace(/\.$/, '') }]);
    expect(advice(text)).not.toBe('');
  });

  test('noise alone is no cause', () => {
    expect(
      errors(
        'setting the Archy exit code to 100',
        'Error(s) encountered.',
        'session startup initialization for startWithAuthToken complete.',
      ),
    ).toEqual([]);
  });

  test('a rate limit in disguise is known', () => {
    const limit = (...texts: string[]) =>
      isDisguisedLimit(texts.map((text) => ({ type: 'Error' as const, text })));
    const missing = "x Exception info: could not find the flow with id 'a'. (correlationId: b).";
    expect(limit(missing, 'setting the Archy exit code to 107')).toBe(true);
    expect(limit(`${missing} exit code: 107`)).toBe(true);
    expect(limit(missing, 'Archy failed.')).toBe(true);
    expect(limit('Rate limit exceeded the maximum. Retry the request in [20] seconds')).toBe(true);
    // A flow that is really not there: trying again would change nothing.
    expect(limit(missing)).toBe(false);
    expect(limit(missing, 'setting the Archy exit code to 1071')).toBe(false);
    expect(limit('setting the Archy exit code to 107')).toBe(false);
    expect(limit('A data action must be selected.')).toBe(false);
  });
});
