import type { NodeRole } from './view.ts';

/** What a comparison says of a node or transition. */
export type Mark = 'added' | 'removed' | 'changed';

/** The worst finding at a node or transition. */
export type Flag = 'error' | 'warning';

/** What a node of a picture is: a step of the flow, or something that stands for steps that are not drawn here. */
export type PictureRole = NodeRole | 'folded' | 'elsewhere' | 'entered';

/** One box of a picture: a step, or several that follow each other. */
export interface PictureNode {
  readonly role: PictureRole;
  /** In bold; may be empty. */
  readonly title: string;
  readonly lines: readonly string[];
  /** What it said in the earlier version, where that differs. */
  readonly earlier?: { readonly title: string; readonly lines: readonly string[] } | undefined;
  readonly mark: Mark | undefined;
  readonly flag: Flag | undefined;
  /** Index of its menu, task or state. */
  readonly container: number;
  /** Keys of the parts of the file that it stands for. */
  readonly parts: readonly string[];
}

/** One arrow of a picture. */
export interface PictureEdge {
  readonly from: number;
  readonly to: number;
  readonly labels: readonly string[];
  readonly mark: Mark | undefined;
  readonly flag: Flag | undefined;
  /** Keys of the parts of the file that it stands for, such as a menu's choice or a jump. */
  readonly parts: readonly string[];
}

/** A flow, or a part of one, as it is drawn. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly containers: readonly { readonly title: string; readonly kind: string }[];
  /** Steps that the caller does not notice and that are not drawn. */
  readonly quiet: number;
}

/** True for a node or an edge with a mark or a finding. */
export function isMarked({ mark, flag }: Pick<PictureNode, 'mark' | 'flag'>): boolean {
  return mark !== undefined || flag !== undefined;
}
