/** A code block of a Markdown page. */
export interface Fenced {
  /** The language behind the fence; empty if there is none. */
  readonly language: string;
  /** The lines between the fences, without the indentation of the block, each with its line break. */
  readonly text: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
}

/** The code blocks of a Markdown page in their order, also those in lists. */
export function fencedBlocks(page: string): Fenced[] {
  return [...page.matchAll(/^([ ]*)```(\w*)[^\n]*\n([\s\S]*?)^\1```$/gm)].map((found) => {
    const [, indent = '', language = '', text = ''] = found;
    const lines = text.split('\n').map((line) => line.slice(line.startsWith(indent) ? indent.length : 0));
    return { language, text: lines.join('\n'), line: page.slice(0, found.index).split('\n').length };
  });
}
