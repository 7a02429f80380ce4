"use client";

import { useState } from "react";
import {
  emptySelection,
  pressPage,
  pressRow,
  type SeenSet,
  type SelectedRow,
  selectionOf,
} from "./selection-state.ts";

export type SelectionControl = ReturnType<typeof useSelection>;

/** The selected rows of a table; kept over its pages, dropped when the filter changes. */
export function useSelection(page: readonly SelectedRow[], seen: SeenSet) {
  const [held, setHeld] = useState(() => emptySelection(seen.filter));
  const state = held.filter === seen.filter ? held : emptySelection(seen.filter);
  const onPage = page.filter((row) => state.rows.has(row.id)).length;
  return {
    selection: selectionOf(state),
    seen,
    has: (id: string) => state.all !== null || state.rows.has(id),
    page: pageState(state.all !== null || (onPage === page.length && onPage > 0), onPage > 0),
    press: (id: string, range: boolean) => setHeld(pressRow(state, page, id, range)),
    pressPage: () => setHeld(pressPage(state, page)),
    takeAll: () => setHeld({ ...emptySelection(seen.filter), all: seen }),
    clear: () => setHeld(emptySelection(seen.filter)),
  };
}

/** What the box over a page shows, as radix's checkbox takes it. */
function pageState(whole: boolean, some: boolean): boolean | "indeterminate" {
  return whole || (some ? "indeterminate" : false);
}
