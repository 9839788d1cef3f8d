import { describe, expect, test } from 'vitest';
import { advice } from '../../src/publish/advice.ts';
import { readMessages } from '../../src/publish/messages.ts';

const read = (...lines: string[]) => readMessages([{ type: 'Error', text: lines.join('\n') }]);

/**
 * Texts of publish jobs as tools in the field have quoted them, each with the cause that a person has to read, and words of
 * what to do about it. An empty cause: it says nothing, and is left out.
 */
const KNOWN: readonly (readonly [text: string, cause: string, todo: RegExp])[] = [
  ['setting the Archy exit code to 100', '', /./],
  ['setting the Archy exit code to 107', '', /./],
  ['setting the Archy exit code to 123', '', /./],
  [
    "session startup initialization for startWithAuthToken complete.  Caught unhandled exception waiting for callback function returned promise to resolve. -- [ArchSession, Environment:'prod', OrgId:'x']",
    '',
    /./,
  ],
  [
    "ArchSession.startWithAuthToken - Caught unhandled exception during callback function execution.  Ending session.  Exception info: the property 'speechToTextSpeechDetectionSensitivity' cannot be assigned a value. Please be sure that this property can be assigned a value in this context.",
    "the property 'speechToTextSpeechDetectionSensitivity' cannot be assigned a value. Please be sure",
    /export of an org|not know/i,
  ],
  [
    "ArchSession.startWithAuthToken - Ending session.  Exception info: could not find the flow with id 'a-b'. (correlationId: c). -- [ArchSession, Region:'eu']",
    "could not find the flow with id 'a-b'.",
    /rate limit/i,
  ],
  ['Error during program export execution:', '', /./],
  [
    "pre-processor substitution key of '{{ substitutions.flow_name }}' was found in the flow YAML, but was not found in the options file.",
    'pre-processor substitution key',
    /substitutions/,
  ],
  [
    "Exception info: TypeError: Cannot read properties of undefined (reading 'refId').",
    "reading 'refId'",
    /leads nowhere/,
  ],
  [
    "the flow (name: 'A', type: 'inboundcall' ) is locked by another entity. You can use the --forceUnlock command line parameter if you wish to publish flows locked by another entity.",
    'is locked by another entity',
    /holder of the lock/,
  ],
  [
    "did not find a text to speech voice with the name 'da-DK-Standard-C' for language 'da-dk'\n    Path: '/inboundCall/supportedLanguages/textToSpeech'\n    Property name: 'voice'",
    'did not find a text to speech voice',
    /voice/,
  ],
  [
    "- ERROR! Validation Summary\n  [Type:'ArchValidationIssue', ErrorCount:1, ArchObject:[TrackingID:12, Name:'Call Data Action', Type:'ArchActionCallData']]\nA data action must be selected.",
    'A data action must be selected',
    /place/,
  ],
  [
    "1 -> [Type:'ArchValidationIssue', ErrorCount:1, ArchObject:[Name:'x']]\nSomething is wrong.\n    ___ Yaml Info ___\n    ref path: /inboundEmail/states/state[Initial State_11]/actions/callData[_^_archy_callData_1__]",
    'Something is wrong',
    /place/,
  ],
  [
    "2 -> [Type:'ArchValidationIssue', WarningCount:1, ArchObject:[Type:'ArchVariableString', Name:'Flow.emailResponse']]\nThe variable 'Flow.emailResponse' is not used.",
    "The variable 'Flow.emailResponse' is not used",
    /./,
  ],
  [
    "16 -> [Type:'ArchValidationIssue', RollupErrorCount:1, ArchObject:[TrackingID:11, Name:'Initial State', Type:'ArchState']]\nThere is one action in error within this task",
    '',
    /./,
  ],
  ["find 'queue' by value of 'Support DK' - no matches", "find 'queue'", /nothing of that name/],
  ["find 'survey forms' by value of 'X' - no matches X", "find 'survey forms'", /nothing of that name/],
  ["find 'queue' by value of 'X' - Failed to find item X", "find 'queue'", /nothing of that name/],
  [
    "item[1] - value 'Chat GPT Integration v12' - is another case sensitive match - unable to disambiguate network results.",
    'unable to disambiguate',
    /upper and lower case/,
  ],
  ["the 'architect:flow:add' permission is required", 'permission is required', /architect:flow:add/],
  ['Architect Scripting session ended in error ( code: 99 )', '', /./],
  [
    "the flow name 'undefined' is invalid.  It must be a non-blank string with no leading or trailing spaces.",
    "the flow name 'undefined' is invalid.",
    /name/,
  ],
  ["the flow named 'ZZZ' of type 'workflow' does not exist.", "the flow named 'ZZZ'", /publish it first/i],
  ['ERROR - the flow has 1 error(s). (see above)', '', /./],
  ['WARNING - the flow has 14 warning(s). (see above)', '', /./],
  ['Error(s) encountered.', '', /./],
  ['Error(s) and warning(s) encountered.', '', /./],
  ["Exception: - ERROR! the cause -- [ArchSession, OrgId:'x']", 'the cause', /./],
  ["Flow 'A' version 'published' is missing. (not.found)", 'is missing', /publish it first/i],
  ['Flow is not locked by client', 'not locked by client', /run again/i],
  [
    "'AskForNLUIntentAction' cannot be used in flows of type 'digitalbot'",
    'cannot be used in flows of type',
    /type/,
  ],
  ['text to speech is not supported', 'text to speech is not supported', /prompt|voice/i],
  ['Another menu has the same name', 'Another menu has the same name', /another name/i],
  ['Another task has the same name', 'Another task has the same name', /another name/i],
  ['The action has no audio set', 'has no audio set', /./],
  ['Unreachable because path is disabled', 'Unreachable because path is disabled', /./],
  ['This action is unreachable', 'This action is unreachable', /./],
  ['publishAsync - cannot publish due to flow validation errors  :(', '', /./],
  [
    'publishAsync - publish succeeded but published flow is not searchable.',
    'publish succeeded but published flow is not searchable',
    /moment/i,
  ],
  ['unable to verify the first certificate', 'unable to verify the first certificate', /TLS/],
];

describe('what publish jobs are known to say', () => {
  test.each(KNOWN)('%s', (text, cause, todo) => {
    const causes = read(...text.split('\n'));
    if (cause === '') expect(causes).toEqual([]);
    else {
      expect(causes[0]?.text).toContain(cause);
      expect(advice(causes[0]?.text ?? '')).toMatch(todo);
    }
    expect(JSON.stringify(causes)).not.toContain('ArchSession');
    expect(JSON.stringify(causes)).not.toContain('OrgId');
  });
});
