"use client";

import { Layers } from "lucide-react";
import dynamic from "next/dynamic";
import { Browser } from "#components/data-table/browser.tsx";
import type { FacetSet } from "#components/data-table/facet-panel.tsx";
import type { FirstRows } from "#components/data-table/use-table-data.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ChunkFacet } from "#lib/corpus/facet-schemas.ts";
import type { ChunkListRow } from "#lib/corpus/row-schemas.ts";
import type { ScreenSetup } from "#lib/url/table-answers.ts";
import { chunkColumns } from "./chunk-columns.tsx";

// Loaded when a row is opened or chosen.
const ChunkPanel = dynamic(() => import("./chunk-panel.tsx").then((file) => file.ChunkPanel));
const BulkButton = dynamic(() =>
  import("#components/edit/bulk-button.tsx").then((file) => file.BulkButton),
);
const NotAnEditor = dynamic(() =>
  import("#components/edit/not-an-editor.tsx").then((file) => file.NotAnEditor),
);

type BrowserProps = {
  first: FirstRows<ChunkListRow>;
  setup: ScreenSetup;
  ignored: readonly string[];
  mayEdit: boolean;
};

/** Every chunk of the corpus in one table. */
export function ChunksBrowser({ first, setup, ignored, mayEdit }: BrowserProps) {
  return (
    <Browser
      screen="chunks"
      path="/chunks"
      api="/api/chunks"
      title="Chunks"
      purpose="What is compared with a question, one row a passage."
      noun={noun}
      columns={chunkColumns}
      defaultSort="document"
      facetSet={facetSet}
      searchLabel="Search words, or a string such as MX8"
      setup={setup}
      first={first}
      ignored={ignored}
      unsettled={(row) => row.waiting !== null}
      rowName={(row) => `${row.documentTitle}, chunk ${row.index + 1}`}
      rowHref={(row) => `/chunks/${row.id}`}
      panel={(id) => <ChunkPanel key={id} id={id} />}
      actions={(selection, clear) =>
        mayEdit ? (
          <BulkButton subject="chunk" selection={selection} onDone={clear} />
        ) : (
          <NotAnEditor />
        )
      }
      nothingYet={
        <EmptyState title="No chunks yet" icon={Layers}>
          Nothing has been cut into chunks. An ingestion run does that for every active document.
        </EmptyState>
      }
    />
  );
}

const noun = ["chunk", "chunks"] as const;

const facetSet: FacetSet<ChunkFacet> = {
  labels: {
    embedding: "Embedding",
    status: "Status",
    mode: "Embed mode",
    category: "Category",
    type: "Type",
    pricing: "Pricing",
    flags: "Guardrail flags",
    labels: "Labels",
    tags: "Tags",
    entities: "Entities",
    modes: "Modes",
    archetypes: "Archetypes",
    audiences: "Audiences",
    platforms: "Platforms",
    disciplines: "Disciplines",
    visibility: "Visibility",
    confidentiality: "Confidentiality",
    language: "Language",
    part: "Series part",
    review: "Needs review",
  },
  valueLabels: { pricing: { yes: "sensitive", no: "not sensitive" } },
  open: ["embedding", "category", "labels", "modes"],
};
