"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { BrowserProps } from "./browser.tsx";
import type { Arranged } from "./browser-column.ts";
import { fromTheStart } from "./facet-state.ts";
import type { Sort } from "./sort-link.tsx";
import { useBrowserKeys } from "./use-browser-keys.ts";
import { useLayout } from "./use-layout.ts";
import { useSelection } from "./use-selection.ts";
import { useFacets, useRows } from "./use-table-data.ts";
import { filterQuery, rowsQuery, useUrlState } from "./use-url-state.ts";

/** Everything that a browser's parts share: rows, counts, selection, arrangement, and the ways to change them. */
export function useBrowser<Row extends { id: string; version: number }, F extends string>(
  props: BrowserProps<Row, F>,
) {
  const { path, api, screen, columns, defaultSort } = props;
  const router = useRouter();
  const url = useUrlState(path);
  const { params, push, replace, hrefOf } = url;
  const filter = filterQuery(params, props.ignored);
  const rows = useRows<Row>(api, rowsQuery(params, props.ignored), props.first, props.unsettled);
  const facets = useFacets<F>(api, filter);
  const layout = useLayout(screen, columns, props.setup.layout);
  const [active, setActive] = useState(-1);
  const items = rows.page.items;
  const total = totalOf(rows.page, facets.answer?.total, facets.current);
  const selection = useSelection(items, {
    filter,
    total: total?.count ?? items.length,
    estimated: total?.exact === false,
    seenAt: rows.page.seenAt,
  });
  const open = params.get("open");
  const showPanel = (id: string | null) => replace({ open: id });
  const activate = (index: number) => {
    setActive(index);
    const row = items[index];
    // An open panel goes along with the row that the keys stand on.
    if (open && row) showPanel(row.id);
  };
  useBrowserKeys({
    count: items.length,
    active,
    onActive: activate,
    onOpen: (index) => {
      const row = items[index];
      if (!row) return;
      if (row.id === open) router.push(props.rowHref(row) as Parameters<typeof router.push>[0]);
      else showPanel(row.id);
    },
    onSelect: (index, range) => {
      const row = items[index];
      if (row) selection.press(row.id, range);
    },
    onClose: () => {
      if (open) showPanel(null);
      else if (selection.selection) selection.clear();
      else return false;
      return true;
    },
  });
  const sortOf = (column: Arranged<Row>): Sort => {
    const sort = params.get("sort") ?? defaultSort;
    const dir = params.get("dir") === "desc" ? "desc" : "asc";
    const sorted = sort === column.id ? dir : undefined;
    const change = {
      sort: column.id === defaultSort ? null : column.id,
      dir: sorted === "asc" ? "desc" : null,
      ...fromTheStart,
    };
    return { href: hrefOf(change), sorted, go: () => push(change) };
  };
  const turn = (change: { after: string | null; before: string | null }) => {
    setActive(-1);
    push({ ...change, open: null });
  };
  const { nextCursor, previousCursor } = rows.page;
  return {
    ...url,
    filter,
    rows,
    items,
    facets,
    layout,
    selection,
    total,
    sortOf,
    active,
    setActive,
    open,
    showPanel,
    next: nextCursor ? () => turn({ after: nextCursor, before: null }) : undefined,
    previous: previousCursor ? () => turn({ before: previousCursor, after: null }) : undefined,
  };
}

export type BrowserControl<
  Row extends { id: string; version: number },
  F extends string,
> = ReturnType<typeof useBrowser<Row, F>>;

type Total = { count: number; exact: boolean };

/** How many match: all of them where they are on one page, else what the facets counted for this filter. */
function totalOf(
  page: { items: unknown[]; nextCursor: string | null; previousCursor: string | null },
  counted: Total | undefined,
  current: boolean,
): Total | undefined {
  if (!page.nextCursor && !page.previousCursor) return { count: page.items.length, exact: true };
  return current ? counted : undefined;
}
