import type { Finding } from '../findings/finding.ts';
import { diagramsOf } from '../picture/detail.ts';
import { flowPicture } from '../report/picture/flow-picture.ts';
import { mermaid } from '../report/picture/mermaid.ts';
import type { FlowResult } from '../report/result.ts';

/**
 * The diagrams of a flow as Markdown blocks, with its findings and changes marked; none where it cannot be drawn. `heading`
 * makes the line above a diagram from the title of its part, which is empty for the whole flow.
 */
export function drawings(
  flow: FlowResult,
  findings: readonly Finding[],
  heading: (title: string) => string,
): string[] {
  const picture = flowPicture(flow, findings);
  if (!picture) return [];
  return diagramsOf(picture).map(({ title, picture: part }) => {
    const text = mermaid(part);
    const block =
      text === undefined ? 'This part is too large to be drawn.' : `\`\`\`mermaid\n${text}\n\`\`\``;
    const above = heading(title);
    return above === '' ? block : `${above}\n\n${block}`;
  });
}
