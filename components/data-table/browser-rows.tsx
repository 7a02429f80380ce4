"use client";

import dynamic from "next/dynamic";
import { ApiError } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import type { BrowserProps } from "./browser.tsx";
import { DataGrid } from "./data-grid.tsx";
import { KeysetPager } from "./keyset-pager.tsx";
import type { BrowserControl } from "./use-browser.ts";

// Loaded when a row is chosen or opened, or where there is none. Without something that stands for them meanwhile the
// whole page would be taken away until they are there, with the focus and the keys that are pressed.
const NoRows = dynamic(() => import("./no-rows.tsx").then((file) => file.NoRows), {
  loading: () => null,
});
const SidePanel = dynamic(() => import("./side-panel.tsx").then((file) => file.SidePanel), {
  loading: () => null,
});
const SelectionBar = dynamic(
  () => import("./selection-bar.tsx").then((file) => file.SelectionBar),
  { loading: () => null },
);

const cursors = ["after", "before"];

type RowsProps<Row extends { id: string; version: number }, F extends string> = {
  browser: BrowserControl<Row, F>;
  props: BrowserProps<Row, F>;
};

/** The rows with what can stand in their place, the bar and the pages under them, and the panel beside. */
export function BrowserRows<Row extends { id: string; version: number }, F extends string>({
  browser,
  props,
}: RowsProps<Row, F>) {
  const { rows, items, layout, selection, open } = browser;
  return (
    <>
      <div className="flex min-w-0 flex-1 flex-col">
        {rows.error ? (
          <Failure error={rows.error} retry={rows.retry} stale={items.length > 0} />
        ) : null}
        {items.length > 0 ? (
          <DataGrid
            label={props.title}
            columns={layout.shown}
            rows={items}
            rowKey={(row) => row.id}
            rowName={props.rowName}
            selection={selection}
            sortOf={browser.sortOf}
            onWidth={layout.setWidth}
            density={layout.density}
            active={browser.active}
            onActive={browser.setActive}
            onOpen={(row) => browser.showPanel(row.id)}
            dimmed={!rows.current && rows.error === null}
          />
        ) : (
          <div aria-busy={!rows.current} className="min-h-0 flex-1 overflow-y-auto">
            {rows.error ? null : (
              <NoRows
                filtered={browser.filter !== ""}
                paged={Boolean(
                  browser.previous ||
                    browser.next ||
                    cursors.some((key) => browser.params.has(key)),
                )}
                toFirst={() => browser.push({ after: null, before: null })}
                path={props.path}
                noun={props.noun}
                nothingYet={props.nothingYet}
              />
            )}
          </div>
        )}
        {selection.selection ? (
          <SelectionBar control={selection} noun={props.noun} actions={props.actions} />
        ) : null}
        <KeysetPager
          shown={items.length}
          total={browser.total}
          noun={props.noun}
          onPrevious={browser.previous}
          onNext={browser.next}
        />
      </div>
      {open ? (
        <SidePanel label={`One ${props.noun[0]}`} onClose={() => browser.showPanel(null)}>
          {props.panel(open)}
        </SidePanel>
      ) : null}
    </>
  );
}

type FailureProps = { error: Error; retry: () => void; stale: boolean };

/** A failure is never an empty table: what was there before stays, and this says that it is of before. */
function Failure({ error, retry, stale }: FailureProps) {
  return (
    <div className="p-4">
      <ErrorState
        title="The rows could not be loaded"
        requestId={error instanceof ApiError ? error.requestId : undefined}
        action={
          <Button size="sm" onClick={retry}>
            Try again
          </Button>
        }
      >
        {error.message} {stale ? "Below are the rows of before." : "Nothing was changed."}
      </ErrorState>
    </div>
  );
}
