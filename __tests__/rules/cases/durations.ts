import { menu, other, type ValueCase } from './build.ts';

export const DURATIONS: readonly ValueCase[] = [
  {
    rule: 'duration-literal',
    of: 'settings of actions',
    text: other(
      'workflow',
      `
- wait: {name: W, duration: {lit: {seconds: 5}}}
- wait: {name: W, duration: {lit: {hours: 1, minutes: 30}}}
- wait: {name: W, duration: {lit: PT5S}}
- wait: {name: W, duration: {lit: P1DT2H30M1.5S}}
- wait: {name: W, duration: {exp: 'MakeDuration(0,0,5,0,0)'}}
- wait: {name: W, duration: {lit: 5S}} # !
- wait: {name: W, duration: {lit: PT}} # !
- wait: {name: W, duration: {lit: P1H}} # !
- wait: {name: W, duration: {lit: PT1.5M3S}} # !
- wait: {name: W, duration: {lit: 5}} # !
- wait: {name: W, duration: {lit: {second: 5}}} # !
- wait: {name: W, duration: {lit: {seconds: soon}}} # !
- wait: {name: W, duration: {lit: {}}} # !
- wait: {name: W, duration: {lit: {seconds: -5}}} # !
- wait: {name: W, duration: {lit: {days: 11574075}}} # !
- wait: {name: W, duration: {lit: {days: 11574074}}}
- callData:
    name: C
    timeout: {lit: {minutes: 1}}
    category: {Web: {dataAction: {Get: {inputs: {timeout: {lit: "5"}, duration: {lit: soon}}}}}}
- endWorkflow: {name: E}`,
    ),
  },
  {
    rule: 'duration-literal',
    of: 'settings of menus and flows, variables, expressions',
    text: menu(
      '- menuDisconnect: {name: Bye, dtmf: digit_9}',
      `
settingsActionDefaults:
  playAudioOnSilence: {timeout: {lit: {second: 40}}} # !
  collectInput: {noEntryTimeout: {lit: {seconds: 5}}}
settingsMenu: {menuSelectionTimeout: {lit: {minutes: 2}}} # ?
settingsSpeechRec: {completeMatchTimeout: {lit: {ms: 100}}, incompleteMatchTimeout: {noValue: true}}
variables:
  - durationVariable: {name: Flow.a, initialValue: {lit: {minutes: 5}}}
  - durationVariable: {name: Flow.b, initialValue: {lit: -PT5M}}
  - durationVariable: {name: Flow.c, initialValue: {lit: five minutes}} # !
  - dateTimeVariable: {name: Flow.d, initialValue: {exp: 'AddDuration(Flow.d, ToDuration("5 min"))'}} # !
  - dateTimeVariable: {name: Flow.e, initialValue: {exp: 'AddDuration(Flow.d, toduration( "P1DT3H" ))'}}
  - stringVariable: {name: Flow.f, initialValue: {exp: 'Append("ToDuration(", "x", ")")'}}
  - durationVariable: {name: Flow.g, initialValue: {exp: 'ToDuration(Flow.f)'}}`,
      'settingsMenu: {menuSelectionTimeout: {lit: 10 s}} # !',
    ),
  },
  {
    rule: 'menu-timing',
    of: 'the settings of a flow and of a menu',
    text: menu(
      '- menuDisconnect: {name: Bye, dtmf: digit_9}',
      `
settingsMenu:
  extensionDialingMaxDelay: {lit: {seconds: 10}} # !
  listenForExtensionDialing: {lit: true}
  menuSelectionTimeout: {lit: {seconds: 10}}`,
      `
settingsMenu:
  extensionDialingMaxDelay: {noValue: true}
  menuSelectionTimeout: {lit: {seconds: 5}} # !`,
    ),
  },
  {
    rule: 'menu-timing',
    of: 'settings that fit, are off, or are expressions',
    text: menu(
      '- menuDisconnect: {name: Bye, dtmf: digit_9}',
      `
settingsMenu:
  extensionDialingMaxDelay: {lit: {seconds: 1}}
  listenForExtensionDialing: {lit: true}
  menuSelectionTimeout: {lit: {seconds: 10}}`,
      `
settingsMenu:
  extensionDialingMaxDelay: {lit: {seconds: 20}}
  listenForExtensionDialing: {lit: false}
  menuSelectionTimeout: {exp: Flow.wait}`,
    ),
  },
];
