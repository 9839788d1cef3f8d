/** What shows as nothing, as a blank, or changes how the text around it is shown; also half characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** The first control, format or line separator character of a text, as `U+202E`; undefined if it has none. */
export function firstControl(text: string): string | undefined {
  const found = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.exec(text)?.[0];
  return found && `U+${hex(found).toUpperCase()}`;
}

/** A text as one line in which everything can be seen: line breaks and invisible characters are written out. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return ' ';
    return character.length > 1 ? `\\u{${hex(character)}}` : `\\u${hex(character)}`;
  });
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
}
