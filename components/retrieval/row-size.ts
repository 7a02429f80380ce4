export type View = { text: boolean; split: boolean };

/** Every row of every lane has the same height, in pixels: lines between lanes need no measuring. */
export function rowHeightOf({ text, split }: View): number {
  return 58 + (text ? 40 : 0) + (split ? 18 : 0);
}
