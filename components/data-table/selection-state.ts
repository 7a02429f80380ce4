/** A selected row with the version that was seen, so that a change can be refused if it moved on. */
export type SelectedRow = { id: string; version: number };

/** What a set of rows was read under: its filter, how many match it, and when that was seen. */
export type SeenSet = { filter: string; total: number; estimated: boolean; seenAt: string };

/** What actions work on: rows one by one, or everything that matches a filter. */
export type Selection = { kind: "rows"; rows: SelectedRow[] } | ({ kind: "all" } & SeenSet);

export type SelectionState = {
  /** The filter that it was made under; under another one it is empty. */
  filter: string;
  rows: ReadonlyMap<string, number>;
  /** Where a range begins: the row that was last pressed without shift. */
  anchor: string | null;
  all: SeenSet | null;
};

export function emptySelection(filter: string): SelectionState {
  return { filter, rows: new Map(), anchor: null, all: null };
}

/** Presses one row; with `range`, everything between it and the anchor gets the row's new state. */
export function pressRow(
  state: SelectionState,
  page: readonly SelectedRow[],
  id: string,
  range: boolean,
): SelectionState {
  const at = page.findIndex((row) => row.id === id);
  if (at === -1) return state;
  // Taking one out of "all that match" leaves what is on the page without it.
  const rows = new Map(state.all ? page.map((row) => [row.id, row.version]) : state.rows);
  const on = !rows.has(id);
  const from = range ? page.findIndex((row) => row.id === state.anchor) : -1;
  const [first, last] = from === -1 ? [at, at] : [Math.min(from, at), Math.max(from, at)];
  for (const row of page.slice(first, last + 1))
    if (on) rows.set(row.id, row.version);
    else rows.delete(row.id);
  return { ...state, rows, anchor: range && from !== -1 ? state.anchor : id, all: null };
}

/** Selects the whole page, or clears everything where all of it is selected. */
export function pressPage(state: SelectionState, page: readonly SelectedRow[]): SelectionState {
  if (state.all || page.every((row) => state.rows.has(row.id))) return emptySelection(state.filter);
  const rows = new Map([...state.rows, ...page.map((row) => [row.id, row.version] as const)]);
  return { ...state, rows, anchor: null };
}

/** What is selected, or nothing. */
export function selectionOf({ rows, all }: SelectionState): Selection | null {
  if (all) return { kind: "all", ...all };
  if (rows.size === 0) return null;
  return { kind: "rows", rows: [...rows].map(([id, version]) => ({ id, version })) };
}
