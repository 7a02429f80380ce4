/** A line between two neighbouring lanes: places are 0-based rows; null: the chunk is not in that lane. */
export type LaneLine = { id: string; from: number | null; to: number | null };

/** Which rows of two lanes are the same chunk, and which stand in one of them only. Pure. */
export function laneLines(left: readonly string[], right: readonly string[]): LaneLine[] {
  const places = new Map(right.map((id, place) => [id, place]));
  const known = new Set(left);
  return [
    ...left.map((id, from) => ({ id, from, to: places.get(id) ?? null })),
    ...right.flatMap((id, to) => (known.has(id) ? [] : [{ id, from: null, to }])),
  ];
}

/**
 * An SVG path in a box of 100 units width: a curve from row to row, or a short stub where the chunk has no
 * partner. `rowHeight` in the same units as the box's height.
 */
export function linePath({ from, to }: LaneLine, rowHeight: number): string {
  const middle = (row: number) => Math.round((row + 0.5) * rowHeight * 10) / 10;
  if (from !== null && to !== null) {
    const [a, b] = [middle(from), middle(to)];
    return a === b ? `M0 ${a}H100` : `M0 ${a}C50 ${a} 50 ${b} 100 ${b}`;
  }
  if (from !== null) return `M0 ${middle(from)}H16`;
  return to === null ? "" : `M84 ${middle(to)}H100`;
}
