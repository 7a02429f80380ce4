import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { EditButton } from "#components/edit/edit-button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { DocumentDetail, HistoryEntry } from "#lib/corpus/schemas.ts";
import { ChunkList } from "./chunk-list.tsx";
import { DocumentChips } from "./document-chips.tsx";
import { HistoryList } from "./history-list.tsx";
import { MetadataTable } from "./metadata-table.tsx";

type ScreenProps = {
  document: DocumentDetail;
  history: HistoryEntry[];
  fromChunk: number;
  mayEdit: boolean;
  /** The re-embed button, which belongs to the runs. */
  reembed: ReactNode;
};

/** One document: its state, chunks in order, metadata with origin, and history. */
export function DocumentScreen({ document, history, fromChunk, mayEdit, reembed }: ScreenProps) {
  return (
    <>
      <nav aria-label="Breadcrumb" className="px-4 pt-3 text-xs text-muted">
        <Link href={"/documents" as Route} className="hover:underline">
          Documents
        </Link>
      </nav>
      <PageHeader
        title={document.title}
        purpose={
          <CopyButton value={document.path} label="path" className="-ml-1 text-left break-all">
            {document.path}
          </CopyButton>
        }
        action={
          <>
            {reembed}
            {mayEdit ? (
              <EditButton subject="document" id={document.id} label={document.path} />
            ) : null}
          </>
        }
      />
      <div className="px-4 pb-4">
        <DocumentChips document={document} />
      </div>
      <div className="grid gap-6 px-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <ChunkList document={document} from={fromChunk} />
        <div className="flex min-w-0 flex-col gap-6">
          <Panel title="Metadata">
            <MetadataTable fields={document.metadata} />
          </Panel>
          <Panel title="History">
            <HistoryList entries={history} />
          </Panel>
        </div>
      </div>
    </>
  );
}
