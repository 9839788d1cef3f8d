import { call, menu, type ValueCase } from './build.ts';

export const MENUS: readonly ValueCase[] = [
  {
    rule: 'speech-terms',
    of: 'options that are only spoken while speech recognition is off',
    text: menu(
      `
- menuDisconnect: {name: A, speechRecTerms: {en-us: {terms: [bye]}}} # !
- menuDisconnect: {name: B, dtmf: digit_2, speechRecTerms: {en-us: {terms: [end]}}}
- menuDisconnect: {name: C, dtmf: digit_3}`,
      'settingsSpeechRec: {asrEnabledOnFlow: false}',
    ),
  },
  {
    rule: 'speech-terms',
    of: 'terms that a supported language lacks',
    text: menu(
      `
- menuDisconnect:
    name: A
    speechRecTerms: # ?
      en-us: {terms: [bye]}
- menuDisconnect:
    name: B
    dtmf: digit_2
    speechRecTerms: # ?
      EN-US: {terms: [end]}
      es-us: {terms: []}
- menuDisconnect:
    name: C
    speechRecTerms: {en-us: {terms: [stop]}, es-us: {terms: [alto]}}
- menuDisconnect: {name: D, dtmf: digit_4, speechRecTerms: {}}`,
      `
settingsSpeechRec: {asrEnabledOnFlow: true}
supportedLanguages: {en-us: {none: true}, es-us: {none: true}}`,
    ),
  },
  {
    rule: 'speech-terms',
    of: 'a flow that does not say whether speech recognition is on',
    text: menu('- menuDisconnect: {name: A, speechRecTerms: {en-us: {terms: [bye]}}}'),
  },
  {
    rule: 'dtmf-domain',
    of: 'keys of menus',
    text: menu(`
- menuDisconnect: {name: A, dtmf: digit_0}
- menuDisconnect: {name: B, dtmf: "digit_*"}
- menuDisconnect: {name: C, dtmf: "digit_#"}
- menuDisconnect: {name: D, dtmf: digit_10} # !
- menuDisconnect: {name: E, dtmf: 5} # !
- menuDisconnect: {name: F, dtmf: Digit_6} # !
- menuDisconnect: {name: G, dtmf: digit_a} # !
- menuDisconnect: {name: H, speechRecTerms: {en-us: {terms: [bye]}}}
- menuDisconnect: {name: I, dtmf: {noValue: true}, speechRecTerms: {en-us: {terms: [end]}}}`),
  },
  {
    rule: 'dtmf-domain',
    of: 'the key that ends an input',
    text: call(`
- collectInput: {name: Ask, inputData: {var: Flow.x}, digits: {range: {terminatingDtmf: digit_#, min: 1, max: 3}}}
- collectInput: {name: Ask, inputData: {var: Flow.x}, digits: {range: {terminatingDtmf: hash, min: 1, max: 3}}} # !`),
  },
  {
    rule: 'language-supported',
    of: 'languages that are set, spoken and understood',
    text: menu(
      `
- menuDisconnect:
    name: A
    dtmf: digit_1
    speechRecTerms:
      en-us: {terms: [bye]}
      fr-fr: {terms: [fin]} # !
- menuTask:
    name: B
    dtmf: digit_2
    task:
      actions:
        - setLanguage: {name: L, language: ES-us}
        - setLanguage: {name: L, language: de-de} # !
        - setLanguage: {name: L, language: {exp: Flow.language}}
        - playAudio:
            name: P
            audio:
              alternateSequences:
                en-us: {tts: Hi}
                es-us: {tts: Hola}
        - playAudio:
            name: P
            audio:
              alternateSequences: # ?
                en-us: {tts: Hi}
                es-us: {noValue: true}
        - playAudio:
            name: P
            audio:
              tts: Hi
              alternateSequences:
                es-us: {tts: Hola}
                de-de: {tts: Hallo} # !
        - disconnect: {name: End}`,
      'supportedLanguages: {en-us: {none: true}, es-us: {none: true}}',
    ),
  },
  {
    rule: 'language-supported',
    of: 'a flow that does not say what it supports',
    text: call('- setLanguage: {name: L, language: de-de}'),
  },
];
