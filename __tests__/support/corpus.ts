import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Definition } from '../../src/flow/definition.ts';
import { readYaml } from '../../src/source/yaml.ts';
import { architectDefinition } from './definition.ts';

const FOLDER = '../shared/flows/corpus';

/** What the titles of tests say that need flows of other people. */
export const NEEDS_CORPUS = `skipped where ${FOLDER} is missing`;

export const hasCorpus: boolean = existsSync(FOLDER);

/** A flow that somebody else wrote. */
export interface CorpusFlow {
  readonly file: string;
  readonly text: string;
  readonly definition: Definition;
}

/** All flows of the corpus; tokens have a value. */
export function corpusFlows(): CorpusFlow[] {
  return ['plain', 'templated'].flatMap((part) =>
    readdirSync(`${FOLDER}/${part}`)
      .toSorted()
      .map((file) => {
        const written = readFileSync(`${FOLDER}/${part}/${file}`, 'utf8');
        const text = written.replace(/\{\{([^{}\r\n]+)\}\}/g, (_, token: string) => madeUp(token.trim()));
        return { file, text, definition: architectDefinition(readYaml(file, text)) };
      }),
  );
}

function madeUp(token: string): string {
  return /language|locale|lang$/i.test(token) ? 'en-us' : token.replace(/\W/g, '_');
}
