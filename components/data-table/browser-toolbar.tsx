"use client";

import { SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet, SheetContent, SheetTrigger } from "#components/ui/sheet.tsx";
import type { SavedView } from "#lib/url/table-answers.ts";
import type { BrowserProps } from "./browser.tsx";
import type { Arranged } from "./browser-column.ts";
import { ColumnsButton } from "./columns-button.tsx";
import { fromTheStart } from "./facet-state.ts";
import { FilterChips } from "./filter-chips.tsx";
import { SearchField } from "./search-field.tsx";
import type { BrowserControl } from "./use-browser.ts";
import { useViews } from "./use-views.ts";
import { ViewsButton } from "./views-button.tsx";

type ToolbarProps<Row extends { id: string; version: number }, F extends string> = {
  browser: BrowserControl<Row, F>;
  props: BrowserProps<Row, F>;
  facetPanel: ReactNode;
};

/** Views, search, filters in force, columns: one line where there is room. */
export function BrowserToolbar<Row extends { id: string; version: number }, F extends string>({
  browser,
  props,
  facetPanel,
}: ToolbarProps<Row, F>) {
  const { params, push, layout, rows, facets } = browser;
  const views = useViews(props.screen, props.setup);
  const allLabel = `All ${props.noun[1]}`;
  const id = params.get("view");
  const current = views.views.find((view) => view.id === id) ?? null;
  const changed = current !== null && current.query !== viewQuery(params);
  const pick = (view: SavedView | null) =>
    window.history.pushState(
      null,
      "",
      view
        ? `${props.path}?${view.query}${view.query ? "&" : ""}view=${view.id}`
        : `${props.path}?view=all`,
    );
  const save = async (name: string, shared: boolean) => {
    const view = await views.save(name, shared, viewQuery(params));
    pick(view);
  };
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3">
      <ViewsButton
        name={current ? `${current.name}${changed ? " (changed)" : ""}` : allLabel}
        current={current?.id ?? null}
        control={views}
        allLabel={allLabel}
        onPick={pick}
        onSave={save}
      />
      <SearchField
        label={props.searchLabel}
        value={params.get("q") ?? ""}
        onSearch={(q) => push({ q, ...fromTheStart })}
      />
      <Sheet>
        <SheetTrigger asChild>
          <Button className="lg:hidden" data-opens="filters">
            <SlidersHorizontal aria-hidden /> Filters
          </Button>
        </SheetTrigger>
        <SheetContent title="Filters" side="left" className="p-3">
          {facetPanel}
        </SheetContent>
      </Sheet>
      <FilterChips set={props.facetSet} params={params} go={push} />
      <span className="ml-auto" />
      <ColumnsButton
        // The menu moves and shows columns; it never draws a cell, so that it need not know the rows.
        columns={layout.columns as unknown as Arranged<never>[]}
        density={layout.density}
        onColumns={(next) => layout.setColumns(next as unknown as Arranged<Row>[])}
        onDensity={layout.setDensity}
      />
      <span role="status" className="sr-only">
        {rows.loading || facets.loading ? `Loading ${props.noun[1]}` : ""}
      </span>
    </div>
  );
}

/** What a view keeps of an address: filters and order, not the page or the open panel. */
function viewQuery(params: URLSearchParams): string {
  const kept = [...params].filter(
    ([key]) => !["open", "view", "after", "before", "limit"].includes(key),
  );
  const query = new URLSearchParams(kept);
  query.sort();
  return query.toString();
}
