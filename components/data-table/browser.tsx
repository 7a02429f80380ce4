"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ScreenSetup } from "#lib/url/table-answers.ts";
import type { BrowserColumn } from "./browser-column.ts";
import { BrowserRows } from "./browser-rows.tsx";
import { BrowserToolbar } from "./browser-toolbar.tsx";
import { ExportButton } from "./export-button.tsx";
import type { FacetPanel as FacetPanelOf, FacetSet } from "./facet-panel.tsx";
import { FacetsComing } from "./facets-coming.tsx";
import type { Selection } from "./selection-state.ts";
import { useBrowser } from "./use-browser.ts";
import type { FirstRows } from "./use-table-data.ts";

// Its counts come after the rows, and so does it.
const FacetPanel = dynamic(() => import("./facet-panel.tsx").then((file) => file.FacetPanel), {
  ssr: false,
  loading: FacetsComing,
}) as typeof FacetPanelOf;

export type BrowserProps<Row, F extends string> = {
  /** Names the screen to the API of layouts and views. */
  screen: string;
  /** The page's address, and that of its rows; facets and export stand under it. */
  path: string;
  api: string;
  title: string;
  purpose: string;
  noun: readonly [string, string];
  columns: readonly BrowserColumn<Row>[];
  defaultSort: string;
  facetSet: FacetSet<F>;
  searchLabel: string;
  setup: ScreenSetup;
  first: FirstRows<Row>;
  /** Parameters of the address that made no sense. */
  ignored: readonly string[];
  rowName: (row: Row) => string;
  /** True of a row that something is still being done with: it is followed until that is over. */
  unsettled?: (row: Row) => boolean;
  panel: (id: string) => ReactNode;
  /** Where Enter leads from a row whose panel is open. */
  rowHref: (row: Row) => string;
  actions: (selection: Selection, clear: () => void) => ReactNode;
  headerActions?: ReactNode;
  /** What stands where there is nothing at all, without any filter. */
  nothingYet: ReactNode;
};

/** A whole corpus in one table: find, arrange, select, look closer. The address is the state. */
export function Browser<Row extends { id: string; version: number }, F extends string>(
  props: BrowserProps<Row, F>,
) {
  const browser = useBrowser(props);
  const { params, push, facets } = browser;
  const facetPanel = <FacetPanel set={props.facetSet} facets={facets} params={params} go={push} />;
  return (
    <div className="-mb-12 flex h-[calc(100dvh-2.75rem)] min-h-[28rem] flex-col">
      <PageHeader
        title={props.title}
        purpose={props.purpose}
        action={
          <>
            {props.headerActions}
            <ExportButton api={props.api} filter={browser.filter} />
          </>
        }
      />
      {props.ignored.length > 0 ? (
        <div className="px-4 pb-3">
          <Notice tone="warn">
            The address holds values that make no sense here and were left out:{" "}
            {props.ignored.join(", ")}.
          </Notice>
        </div>
      ) : null}
      <BrowserToolbar browser={browser} props={props} facetPanel={facetPanel} />
      <div className="relative flex min-h-0 flex-1 border-t">
        <section
          aria-label="Filters"
          className="hidden w-60 shrink-0 overflow-y-auto border-r bg-sunken lg:block"
        >
          {facetPanel}
        </section>
        <BrowserRows browser={browser} props={props} />
      </div>
    </div>
  );
}
