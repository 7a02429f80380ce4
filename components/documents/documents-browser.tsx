"use client";

import { FileX } from "lucide-react";
import dynamic from "next/dynamic";
import { Browser } from "#components/data-table/browser.tsx";
import type { FacetSet } from "#components/data-table/facet-panel.tsx";
import type { FirstRows } from "#components/data-table/use-table-data.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { DocumentFacet } from "#lib/corpus/facet-schemas.ts";
import type { DocumentRow } from "#lib/corpus/row-schemas.ts";
import type { ScreenSetup } from "#lib/url/table-answers.ts";
import { documentColumns } from "./document-columns.tsx";

// Loaded when a row is opened or chosen.
const DocumentPanel = dynamic(() =>
  import("./document-panel.tsx").then((file) => file.DocumentPanel),
);
const DocumentActions = dynamic(() =>
  import("./document-actions.tsx").then((file) => file.DocumentActions),
);

type BrowserProps = {
  first: FirstRows<DocumentRow>;
  setup: ScreenSetup;
  ignored: readonly string[];
  mayEdit: boolean;
  mayRun: boolean;
};

/** Every document in one table. */
export function DocumentsBrowser({ first, setup, ignored, mayEdit, mayRun }: BrowserProps) {
  return (
    <Browser
      screen="documents"
      path="/documents"
      api="/api/documents"
      title="Documents"
      purpose="What the assistant may know, one row a source file."
      noun={noun}
      columns={documentColumns}
      defaultSort="path"
      facetSet={facetSet}
      searchLabel="Search title, path or text"
      setup={setup}
      first={first}
      ignored={ignored}
      unsettled={(row) => row.waiting !== null}
      rowName={(row) => row.title}
      rowHref={(row) => `/documents/${row.id}`}
      panel={(id) => <DocumentPanel key={id} id={id} />}
      actions={(selection, clear) => (
        <DocumentActions selection={selection} clear={clear} mayEdit={mayEdit} mayRun={mayRun} />
      )}
      nothingYet={
        <EmptyState title="No documents yet" icon={FileX}>
          Nothing has been ingested into this database. Run <code>pnpm ingest:v2</code> on a machine
          that holds the corpus files; the manifest decides what comes in.
        </EmptyState>
      }
    />
  );
}

const noun = ["document", "documents"] as const;

const facetSet: FacetSet<DocumentFacet> = {
  labels: {
    status: "Status",
    embedding: "Embedding",
    mode: "Embed mode",
    category: "Category",
    type: "Type",
    pricing: "Pricing",
    flags: "Guardrail flags",
    tags: "Tags",
    summary: "Summary",
    visibility: "Visibility",
    confidentiality: "Confidentiality",
    audiences: "Audiences",
    platforms: "Platforms",
    disciplines: "Disciplines",
    language: "Language",
    part: "Series part",
    approver: "Approver",
  },
  valueLabels: {
    pricing: { yes: "sensitive", no: "not sensitive" },
    summary: { written: "written by hand" },
  },
  open: ["status", "embedding", "mode", "category"],
};
