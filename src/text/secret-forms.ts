/** One way in which a secret can stand in a text. */
export interface SecretForm {
  /** Folded. */
  readonly text: string;
  /** It is the part of an encoded text that depends on the secret alone. */
  readonly isBase64: boolean;
}

/** Shorter values would be found where nobody meant them. */
const SHORTEST = 4;
/** The same for values in an encoding. */
const SHORTEST_ENCODED = 8;
/** The same for a word of a value that has several. */
const SHORTEST_WORD = 10;

/** The text with small letters for the capitals of ASCII, so that its length stays. */
export function fold(text: string): string {
  return text.replace(/[A-Z]+/g, (found) => found.toLowerCase());
}

/** All forms of a secret that are looked for. */
export function secretForms(secret: string): SecretForm[] {
  const forms = new Map<string, SecretForm>();
  const add = (text: string, isBase64: boolean, shortest: number) => {
    if (text.trim().length < shortest) return;
    forms.set(`${text}\0${isBase64}`, { text: fold(text), isBase64 });
  };
  for (const value of valuesOf(secret)) {
    for (const text of plainForms(value)) add(text, false, SHORTEST);
    for (const text of value.split(/[^A-Za-z0-9]+/)) add(text, false, SHORTEST_WORD);
    for (const text of encodedForms(value)) add(text, true, SHORTEST_ENCODED);
    add(Buffer.from(value).toString('hex'), false, SHORTEST_ENCODED);
  }
  return [...forms.values()];
}

/** The secret, and what a tool makes of it that trims or reads it line by line. */
function valuesOf(secret: string): ReadonlySet<string> {
  const lines = secret.split(/\r\n|\n|\r/);
  return new Set([secret, secret.trim(), ...lines, ...lines.map((line) => line.trim())].filter(isLongEnough));
}

function isLongEnough(value: string): boolean {
  return value.trim().length >= SHORTEST;
}

function plainForms(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const address = encodeURIComponent(value.toWellFormed());
  const strict = address.replace(/[!'()*]/g, percent);
  return [
    value,
    ...namesOf(value),
    json,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('/', '\\/'),
    json.replace(/[\u0080-\uffff]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`),
    address,
    strict,
    strict.replaceAll('%20', '+'),
    new URLSearchParams([['', value]]).toString().slice(1),
    encodeURI(value.toWellFormed()),
    encodeURIComponent(address),
    encodeURIComponent(strict),
    html(value, '&quot;', '&#39;'),
    html(value, '&#34;', '&apos;'),
    html(value, '&quot;', "'"),
    html(value, '"', "'"),
  ];
}

/** What paths, file names, stand-ins for tokens and lines of a message make of a value. */
function namesOf(value: string): string[] {
  return [
    value.replace(/[/\\]+/g, '/'),
    value.replace(/\W+/g, '_'),
    value.replace(/[^A-Za-z0-9_-]+/g, '_'),
    value.replace(/[^A-Za-z0-9]+/g, '-'),
    value.replace(/\s+/g, ' '),
  ];
}

/** What of the base64 of any text with the value in it depends on the value alone: one text an alignment. */
function encodedForms(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((before) => {
    const whole = Math.floor((before + bytes.length) / 3) * 3;
    const padded = Buffer.concat([Buffer.alloc(before), bytes]).subarray(0, whole);
    // The first group holds bytes of what stands before.
    const text = padded.toString('base64').slice(before === 0 ? 0 : 4);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(text)];
  });
}

function html(value: string, double: string, single: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', double)
    .replaceAll("'", single);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

/**
 * The values of an address that open what it leads to: its whole query, and each value of it as it stands and decoded. None
 * where the text is no address.
 */
export function secretsOfAddress(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { search, username, password } = new URL(address);
  const values = search
    .slice(1)
    .split('&')
    .flatMap((pair) => {
      const value = pair.slice(pair.indexOf('=') + 1);
      return [value, decoded(value), ...decoded(value).split('/')];
    });
  // Short values such as `host` are names and numbers, and stand in many other texts.
  return [...new Set([search.slice(1), username, password, ...values])].filter(
    (value) => value.length >= SHORTEST_ENCODED && !PUBLIC.test(value),
  );
}

/** Values that say how an address was signed, and nothing of the signature. */
const PUBLIC = /^(?:AWS4-HMAC-SHA256|aws4_request|\d{8}|\d{8}T\d{6}Z|[a-z]{2}(?:-[a-z]+)+-\d)$/;

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}
