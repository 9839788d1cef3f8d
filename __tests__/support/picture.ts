import type { Finding } from '../../src/findings/finding.ts';
import type { Definition } from '../../src/flow/definition.ts';
import { condense } from '../../src/picture/condense.ts';
import { flagsOf } from '../../src/picture/flags.ts';
import type { Picture, PictureNode } from '../../src/picture/picture.ts';
import { readView } from '../../src/picture/read-view.ts';
import { union } from '../../src/picture/union.ts';

/** The picture of one version of a flow. */
export function pictureOf(definition: Definition, findings: readonly Finding[] = []): Picture {
  const view = readView(definition);
  return condense(union({ view, comparison: undefined, flags: flagsOf(findings, definition, view) }));
}

/** A picture as lines, one for each transition: `Main Menu --1 Sales--> Queue Sales`. */
export function lines({ nodes, edges }: Picture): string[] {
  const name = (at: number) => words(nodes[at]);
  return edges.map(({ from, to, labels, mark, flag }) => {
    const marks = [flag, mark].filter((each) => each !== undefined).map((each) => `${each}: `);
    return `${name(from)} --${marks.join('')}${labels.join(' | ')}--> ${name(to)}`;
  });
}

/** A box as one text, with its marks. */
export function words(node: PictureNode | undefined): string {
  if (!node) return '?';
  const marks = [node.flag, node.mark].filter((each) => each !== undefined).map((each) => `${each}: `);
  return `${marks.join('')}${[node.title, ...node.lines].filter((each) => each !== '').join(' / ')}`;
}
