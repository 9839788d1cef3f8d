/** Architect YAML of an inbound call flow whose only task does these actions, each in one line, and hangs up. */
export function callFlow(name: string, ...actions: readonly string[]): string {
  return `inboundCall:
  name: ${name}
  defaultLanguage: en-us
  supportedLanguages: { en-us: { defaultLanguageSkill: { noValue: true } } }
  startUpRef: ./tasks/task[Main_1]
  tasks:
    - task:
        name: Main
        refId: Main_1
        actions:
${[...actions, '- disconnect: { name: Bye }'].map((action) => `          ${action}`).join('\n')}
`;
}

/** An action that says something. */
export const say = (text: string) => `- playAudio: { name: Say, audio: { tts: ${text} } }`;

/** An action that hands the call over to another flow. */
export const goOn = (name: string) => `- transferToFlow: { name: Go on, targetFlow: { name: ${name} } }`;
