/** Architect YAML in the style of an export, of about so many bytes: tasks with inputs, decisions, data actions and transfers. */
export function architectFlow(name: string, bytes: number): string {
  const parts = [
    `inboundCall:\n  name: ${name}\n  description: ""\n  division: Home\n  startUpRef: "/inboundCall/tasks/task[Task 0_10]"\n  defaultLanguage: en-us\n  supportedLanguages:\n    en-us:\n      defaultLanguageSkill:\n        noValue: true\n  variables:\n    - stringVariable:\n        name: Flow.account\n        initialValue:\n          noValue: true\n        isInput: false\n        isOutput: false\n  tasks:\n`,
  ];
  let size = parts[0]?.length ?? 0;
  for (let at = 0; size < bytes - 2600; at++) {
    const part = task(at, at + 1);
    parts.push(part);
    size += part.length;
  }
  const count = parts.length - 1;
  parts.push(
    `    - task:\n        name: Task ${count}\n        refId: Task ${count}_10\n        actions:\n          - disconnect:\n              name: Disconnect\n`,
  );
  return parts.join('');
}

/** The task number `<at>`, which goes on with the task number `<next>`. */
const TASK = `    - task:
        name: Task <at>
        refId: Task <at>_10
        actions:
          - playAudio:
              name: Play Audio
              audio:
                tts: Thank you for calling, this is step <at>.
          - collectInput:
              name: Account
              inputData:
                var: Flow.account
              digits:
                range:
                  min: 1
                  max: 6
              interDigitTimeout:
                noValue: true
              noEntryTimeout:
                lit:
                  seconds: 5
              inputAudio:
                tts: Please enter your account number.
              acceptJustStar:
                lit: false
              acceptJustPound:
                lit: false
              verificationType: none
              outputs:
                success:
                  actions:
                    - decision:
                        name: Known?
                        condition:
                          exp: Flow.account == "<at>"
                        outputs:
                          "yes":
                            actions:
                              - callData:
                                  name: Find customer
                                  timeout:
                                    lit:
                                      minutes: 1
                                  category:
                                    Web Services Data Actions:
                                      dataAction:
                                        Find customer:
                                          inputs:
                                            account:
                                              exp: Flow.account
                                          successOutputs:
                                            name:
                                              noValue: true
                                          failureOutputs:
                                            errorCode:
                                              noValue: true
                                  outputs:
                                    failure:
                                      actions:
                                        - transferToAcd:
                                            name: To support
                                            targetQueue:
                                              lit:
                                                name: Support
                                            priority:
                                              lit: 0
                                            failureOutputs:
                                              errorType:
                                                noValue: true
                                            outputs:
                                              failure:
                                                actions:
                                                  - disconnect:
                                                      name: Disconnect
          - jumpToTask:
              name: Next
              targetTaskRef: "/inboundCall/tasks/task[Task <next>_10]"
`;

function task(at: number, next: number): string {
  return TASK.replaceAll('<at>', String(at)).replaceAll('<next>', String(next));
}
