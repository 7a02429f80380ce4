"use client";

import { Layers } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { ChunkRow, DocumentDetail } from "#lib/corpus/schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";

type ListProps = {
  document: DocumentDetail;
  from: number;
  /** The chunk whose place in the source is lit. */
  lit: string | null;
  onLit: (chunk: string | null) => void;
};

/** The document's chunks in order, their text as text. */
export function ChunkList({ document, from, lit, onLit }: ListProps) {
  const { chunks, chunkTotal } = document;
  const last = chunks.at(-1);
  const more = last !== undefined && chunks.length < chunkTotal && last.index + 1 < chunkTotal;
  return (
    <Panel title={`Text in ${plural(chunkTotal, "chunk")}`} className="min-w-0">
      {from > 0 ? <MoreLink id={document.id} from={0} label="Back to the first chunk" /> : null}
      {chunks.length === 0 ? <NoChunks document={document} /> : null}
      <ol className="divide-y divide-line">
        {chunks.map((chunk) => (
          <ChunkItem key={chunk.id} chunk={chunk} lit={chunk.id === lit} onLit={onLit} />
        ))}
      </ol>
      {more ? (
        <MoreLink
          id={document.id}
          from={last.index + 1}
          label={`Show the chunks from ${formatCount(last.index + 2)} on`}
        />
      ) : null}
    </Panel>
  );
}

type ItemProps = { chunk: ChunkRow; lit: boolean; onLit: (chunk: string | null) => void };

function ChunkItem({ chunk, lit, onLit }: ItemProps) {
  return (
    <li
      id={`chunk-${chunk.id}`}
      onPointerEnter={() => onLit(chunk.id)}
      onPointerLeave={() => onLit(null)}
      onFocus={() => onLit(chunk.id)}
      className={cn("scroll-mt-14 px-2 py-3 target:bg-accent-soft", lit && "bg-hover")}
    >
      <div className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        <Link
          href={`/chunks/${chunk.id}` as Route}
          prefetch={false}
          className="font-medium text-foreground hover:underline"
        >
          Chunk {formatCount(chunk.index + 1)}
        </Link>
        {chunk.headingPath ? (
          <span className="min-w-0 break-words">{chunk.headingPath}</span>
        ) : null}
        <span className="ml-auto flex items-center gap-2">
          {chunk.tokens === null ? "tokens unknown" : plural(chunk.tokens, "token")}
          <StateChip state={chunk.embedding} />
          <CopyButton value={chunk.id} label="chunk id" />
        </span>
      </div>
      <p className="max-w-[80ch] break-words whitespace-pre-wrap">{chunk.text}</p>
    </li>
  );
}

function NoChunks({ document }: { document: DocumentDetail }) {
  return (
    <EmptyState title="No chunks" icon={Layers}>
      {document.embedMode === "ignore"
        ? "Its embed mode is ignore, so it is never cut into chunks."
        : document.status === "active"
          ? "It has not been ingested yet. The next ingestion run cuts it into chunks."
          : `It is ${document.status}: only active documents are cut into chunks.`}
    </EmptyState>
  );
}

function MoreLink({ id, from, label }: { id: string; from: number; label: string }) {
  return (
    <Button size="sm" asChild className="my-2">
      <Link href={`/documents/${id}${from > 0 ? `?chunk=${from}` : ""}` as Route}>{label}</Link>
    </Button>
  );
}
