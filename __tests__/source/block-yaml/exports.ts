import { existsSync, readdirSync, readFileSync } from 'node:fs';

const FIXTURES = '__tests__/fixtures/flows';
const CORPUS = '../shared/flows/corpus';

const MENU = `inboundCall:
  name: Service line
  description: "Opened in 2024: \\"front door\\"\\n\\tof support"
  division: Home
  startUpRef: "/inboundCall/menus/menu[Main Menu_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      defaultLanguageSkill:
        noValue: true
      textToSpeech:
        Genesys TTS:
          voice: Jill
  initialGreeting:
    exp: "AudioPlaybackOptions(\\n    ToAudioTTS(\\"Welcome to \\" + Flow.Company),\\n    true)"
  settingsMenu:
    extensionDialingMaxDelay:
      lit:
        seconds: 1
    listenForExtensionDialing:
      lit: true
    menuSelectionTimeout:
      lit:
        seconds: 10
    repeatMenuMaxTimes: 3
  settingsSpeechRec:
    completeMatchTimeout:
      lit:
        ms: 100
    maxSpeechLengthTimeout:
      lit:
        seconds: 20
    minConfidenceLevel:
      lit: 50
    asrCompanyDir: none
    suppressRecording: false
  menus:
    - menu:
        name: Main Menu
        refId: Main Menu_10
        audio:
          tts: For sales, press 1. For support, press 2.
        settingsMenu:
          extensionDialingMaxDelay:
            noValue: true
        choices:
          - menuTransferToAcd:
              name: Sales
              dtmf: digit_1
              globalDtmf: false
              globalSpeechRecTerms: true
              speechRecTerms:
                en-us:
                  terms:
                    - sales
                    - new order
              targetQueue:
                lit:
                  name: Sales
              preferredAgents: []
              priority:
                lit: 0
              preTransferAudio:
                prompt: Prompt.On_Hold
              failureTransferAudio:
                tts: 'It''s closed.'
          - menuDisconnect:
              name: Disconnect
              dtmf: digit_9
        defaultMenuChoice:
          none: true
`;

const MODULE = `# Written by hand; the queue comes from the manifest.
commonModule:
  name: Hours
  division: Home
  supportedLanguages:
    de-de: {}
    en-us:
      defaultLanguageSkill:
        noValue: true
  startUpTaskActions:
  - evaluateSchedule:
      name: Open?
      inServiceSchedules:
      - lit:
          name: Weekdays # Monday to Friday

      evaluate:
        now: true
      outputs:
        active:
          actions:
          - updateData:
              name: Set
              statements:
              - integer:
                  variable: Task.Count
                  value:
                    lit: -1
              - string:
                  variable: Task.Text
                  value:
                    lit: |-
                      First line
                        indented

                      last line
              - string:
                  variable: Task.Empty
                  value:
                    lit:
        # nothing to do when it is closed
        inactive:
          actions:
          -   endTask:
                name: End
                outputPath:
                  name: ~
        emergency:
  variables:
  - integerVariable: {name: Task.Count}
  - decimalVariable:
      name: Task.Share
      initialValue:
        lit: 0.50
      "isInput": true
  outputs:
    text: >
      Folded over
      two lines.

      And a second part.
`;

/** Exports and flows written by hand, in the styles that are in use; with CRLF too. */
export function exportTexts(): string[] {
  const fixtures = readdirSync(FIXTURES).map((name) => readFileSync(`${FIXTURES}/${name}`, 'utf8'));
  return [
    MENU,
    MODULE,
    MENU.replaceAll('\n', '\r\n'),
    `\uFEFF${MODULE.replaceAll('\n', '\r\n')}`,
    ...fixtures,
  ];
}

/** Real flows, tokens replaced; none where the corpus is not there. */
export function corpusTexts(): string[] {
  if (!existsSync(CORPUS)) return [];
  return ['plain', 'templated'].flatMap((part) =>
    readdirSync(`${CORPUS}/${part}`)
      .filter((name) => /\.(ya?ml|tftpl)$/.test(name))
      .map((name) =>
        readFileSync(`${CORPUS}/${part}/${name}`, 'utf8').replace(/\{\{[^{}\r\n]+\}\}/g, 'TOK_a'),
      ),
  );
}
