"use client";

import { ArrowUpRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { PanelQuery } from "#components/data-table/panel-query.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { DocumentDetail } from "#lib/corpus/schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import { DocumentChips } from "./document-chips.tsx";
import { MetadataTable } from "./metadata-table.tsx";

/** One document beside the table: its state, its chunks at a glance, its metadata. */
export function DocumentPanel({ id }: { id: string }) {
  return (
    <PanelQuery<DocumentDetail> url={`/api/documents/${id}`}>
      {(document) => <Loaded document={document} />}
    </PanelQuery>
  );
}

const chunksShown = 6;

function Loaded({ document }: { document: DocumentDetail }) {
  const { id, title, path, chunks, chunkTotal } = document;
  return (
    <div className="flex flex-col gap-4 p-4">
      <header className="pr-8">
        <h2 className="text-base font-semibold break-words">{title}</h2>
        <CopyButton value={path} label="path" className="-ml-1 text-left break-all">
          {path}
        </CopyButton>
      </header>
      <DocumentChips document={document} />
      <div className="flex gap-2">
        <Button asChild size="sm" variant="primary">
          <Link href={`/documents/${id}` as Route}>
            Open the document <ArrowUpRight aria-hidden />
          </Link>
        </Button>
        <Button asChild size="sm">
          <Link href={`/chunks?of=${id}` as Route}>Its chunks as a table</Link>
        </Button>
      </div>
      <section aria-label="Chunks">
        <h3 className="mb-1 font-semibold">{plural(chunkTotal, "chunk")}</h3>
        <ol className="divide-y divide-line">
          {chunks.slice(0, chunksShown).map((chunk) => (
            <li key={chunk.id} className="py-1.5">
              <Link
                href={`/chunks/${chunk.id}` as Route}
                prefetch={false}
                className="flex items-center gap-2 text-xs text-muted hover:text-foreground"
              >
                <span className="font-medium text-foreground">{formatCount(chunk.index + 1)}</span>
                <span className="min-w-0 flex-1 truncate">{chunk.headingPath}</span>
                <StateChip state={chunk.embedding} />
              </Link>
              <p className="line-clamp-2 break-words">{chunk.text}</p>
            </li>
          ))}
        </ol>
        {chunkTotal > chunksShown ? (
          <p className="pt-1 text-xs text-muted">
            The first {chunksShown} of {formatCount(chunkTotal)}.
          </p>
        ) : null}
      </section>
      <section aria-label="Metadata">
        <h3 className="mb-1 font-semibold">Metadata</h3>
        <MetadataTable fields={document.metadata} />
      </section>
    </div>
  );
}
