import type { ReactNode } from "react";
import type { TableLayout } from "#lib/url/table-answers.ts";

/** A column that a person may show, hide, move and widen. */
export type BrowserColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Pixels, until a person drags it. */
  width: number;
  align?: "right";
  /** Out of sight until it is chosen. */
  hidden?: boolean;
  /** Where its order is not that of what the cells show: what it goes by. */
  sortedBy?: string;
};

export const narrowest = 60;
export const widest = 900;

export type Arranged<Row> = BrowserColumn<Row> & { shown: boolean };

/** The columns in a person's order, with their widths; columns that came later stand where they were made. */
export function arrange<Row>(
  columns: readonly BrowserColumn<Row>[],
  layout: TableLayout | null,
): Arranged<Row>[] {
  const known = new Map(columns.map((column) => [column.id, column]));
  const arranged: Arranged<Row>[] = [];
  for (const { id, shown, width } of layout?.columns ?? []) {
    const column = known.get(id);
    if (!column || !known.delete(id)) continue;
    arranged.push({ ...column, shown, width: width ?? column.width });
  }
  for (const [at, column] of columns.entries())
    if (known.has(column.id)) {
      const before = columns[at - 1]?.id;
      const place = arranged.findIndex((one) => one.id === before) + 1;
      arranged.splice(before === undefined ? 0 : place, 0, { ...column, shown: !column.hidden });
    }
  return arranged;
}

/** What is kept of an arrangement. */
export function layoutOf<Row>(
  columns: readonly Arranged<Row>[],
  density: TableLayout["density"],
): TableLayout {
  return { columns: columns.map(({ id, shown, width }) => ({ id, shown, width })), density };
}

/** A column one place to the left (-1) or right (1). */
export function move<Item extends { id: string }>(
  items: readonly Item[],
  id: string,
  by: -1 | 1,
): Item[] {
  const at = items.findIndex((one) => one.id === id);
  const to = at + by;
  const moved = items[at];
  if (!moved || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((one) => one.id !== id);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}
