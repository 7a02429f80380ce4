"use client";

import { ArrowUpRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { PanelQuery } from "#components/data-table/panel-query.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ChunkDetail } from "#lib/corpus/chunk-schemas.ts";
import { ChunkFacts } from "./chunk-facts.tsx";
import { ChunkHeading } from "./chunk-heading.tsx";
import { NeighbourList } from "./neighbour-list.tsx";

/** One chunk beside the table: text, metadata, and what is nearest to it. */
export function ChunkPanel({ id }: { id: string }) {
  return (
    <PanelQuery<ChunkDetail> url={`/api/chunks/${id}`}>
      {(chunk) => (
        <div className="flex flex-col gap-4 p-4">
          <header className="pr-8">
            <h2 className="text-base font-semibold break-words">{chunk.documentTitle}</h2>
            <ChunkHeading chunk={chunk} />
          </header>
          <div className="flex gap-2">
            <Button asChild size="sm" variant="primary">
              <Link href={`/chunks/${chunk.id}` as Route}>
                Open the chunk <ArrowUpRight aria-hidden />
              </Link>
            </Button>
            <Button asChild size="sm">
              <Link
                href={
                  `/documents/${chunk.documentId}?chunk=${chunk.index}#chunk-${chunk.id}` as Route
                }
              >
                In its document
              </Link>
            </Button>
          </div>
          <p className="break-words whitespace-pre-wrap">{chunk.text}</p>
          <ChunkFacts chunk={chunk} />
          <NeighbourList id={chunk.id} />
        </div>
      )}
    </PanelQuery>
  );
}
