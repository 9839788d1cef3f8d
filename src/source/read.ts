import { isUtf8 } from 'node:buffer';
import { readBlockYaml } from './block-yaml/read.ts';
import { MAX_FILE_BYTES, type SourceDocument } from './document.ts';
import { readJson } from './json.ts';
import { inOriginal, type Substituted, substitute } from './substitute.ts';

/** Reads the bytes of a file as JSON or YAML, by the extension of its name. Never throws because of the content. */
export async function readSource(file: string, bytes: Uint8Array): Promise<SourceDocument> {
  const decoded = decode(file, bytes);
  return typeof decoded === 'string' ? parse(file, decoded) : decoded;
}

/** The same for a flow source with `{{tokens}}`, which are replaced before parsing; positions stay the author's. */
export async function readWithTokens(
  file: string,
  bytes: Uint8Array,
  values: Readonly<Record<string, string>>,
): Promise<{ document: SourceDocument; substituted: Substituted }> {
  const decoded = decode(file, bytes);
  if (typeof decoded !== 'string') return { document: decoded, substituted: substitute('', {}) };
  const substituted = substitute(decoded, values);
  if (substituted.error) {
    const { message, hint, span } = substituted.error;
    const document = { ...unreadable(file, message, hint), text: decoded, errors: [{ message, hint, span }] };
    return { document, substituted };
  }
  const document = await parse(file, substituted.text);
  return { document: inOriginal(document, decoded, substituted), substituted };
}

async function parse(file: string, text: string): Promise<SourceDocument> {
  if (/\.json$/i.test(file)) return readJson(file, text);
  // Exports are read 20 times as fast without the `yaml` package, which is a third of the start-up time.
  const blocks = readBlockYaml(file, text);
  if (blocks) return blocks;
  const { readYaml } = await import('./yaml.ts');
  return readYaml(file, text);
}

/** A document that could not be read at all. */
export function unreadable(file: string, message: string, hint: string): SourceDocument {
  const nowhere = { start: 0, end: 0 };
  return {
    file,
    text: '',
    value: undefined,
    errors: [{ message, hint, span: nowhere }],
    span: () => nowhere,
  };
}

function decode(file: string, bytes: Uint8Array): string | SourceDocument {
  if (bytes.length > MAX_FILE_BYTES) {
    const size = `${(bytes.length / 1024 / 1024).toFixed(1)} MiB`;
    return unreadable(
      file,
      `the file is too large (${size})`,
      `A flow file may have ${MAX_FILE_BYTES / 1024 / 1024} MiB.`,
    );
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString('utf8');
  return unreadable(file, 'the file is not encoded as UTF-8', 'Save the file as UTF-8.');
}
