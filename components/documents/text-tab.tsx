"use client";

import { useState } from "react";
import { cn } from "#components/ui/cn.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { DocumentDetail } from "#lib/corpus/schemas.ts";
import type { SourceText } from "#lib/corpus/source-schemas.ts";
import { ChunkList } from "./chunk-list.tsx";
import { SourcePane } from "./source-pane.tsx";

type TabProps = { document: DocumentDetail; source: SourceText; from: number };

/** The stored text beside the chunks that were cut from it; pointing at one lights its place in the other. */
export function TextTab({ document, source, from }: TabProps) {
  const [lit, setLit] = useState<string | null>(null);
  return (
    <div className={cn("grid gap-6 px-4", source.kind === "none" ? "max-w-4xl" : "xl:grid-cols-2")}>
      <Panel title="Source" className="min-w-0">
        <SourcePane source={source} lit={lit} onLit={setLit} />
      </Panel>
      <ChunkList document={document} from={from} lit={lit} onLit={setLit} />
    </div>
  );
}
