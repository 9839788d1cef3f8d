/**
 * The source text of a scalar or key with another value, in the quotes that it has: `"a"` and `b` give `"b"`. A plain one is
 * quoted where the new value needs it. Undefined for a text that is not one scalar on one line.
 */
export function rewriteScalar(source: string, value: string): string | undefined {
  if (/[\r\n]/.test(source) || source.includes('{{')) return undefined;
  if (isQuoted(source, '"')) return JSON.stringify(value);
  if (isQuoted(source, "'"))
    return isPrintable(value) ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
  if (source === '' || !isPlain(source)) return undefined;
  return isPlain(value) && isString(value) ? value : JSON.stringify(value);
}

function isQuoted(source: string, quote: string): boolean {
  return source.length >= 2 && source.startsWith(quote) && source.endsWith(quote);
}

/** Plain scalars of YAML that mean the same in block and flow style. */
function isPlain(text: string): boolean {
  return (
    /^[\p{L}\p{N}_./~][\p{L}\p{N}_./@$ ()+~=;^[\]-]*$/u.test(text) &&
    !text.endsWith(' ') &&
    !/[[\]]/.test(text)
  );
}

/** False for what YAML 1.1 or 1.2 reads as a number, a boolean or null. */
function isString(text: string): boolean {
  return !/^([-+.]?\d|~$|null$|true$|false$|y$|n$|yes$|no$|on$|off$|\.inf$|\.nan$)/i.test(text);
}

function isPrintable(text: string): boolean {
  return !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}
