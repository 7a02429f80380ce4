import { BadgeDollarSign, Lock } from "lucide-react";
import { WaitingChip } from "#components/runs/embedding-cell.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { ChunkDetail } from "#lib/corpus/chunk-schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";

/** Where a chunk stands in its document, and its state at a glance. */
export function ChunkHeading({ chunk }: { chunk: ChunkDetail }) {
  const { index, chunkCount, tokens, headingPath } = chunk;
  const restricted = [chunk.visibility, chunk.confidentiality].filter(
    (value) => value !== "public" && value !== "normal",
  );
  return (
    <>
      <p className="text-muted">
        Chunk {formatCount(index + 1)}
        {chunkCount ? ` of ${formatCount(chunkCount)}` : ""} ·{" "}
        {tokens === null ? "tokens unknown" : plural(tokens, "token")}
      </p>
      {headingPath ? <p className="break-words">{headingPath}</p> : null}
      <div className="flex flex-wrap items-center gap-1.5 pt-2">
        <StateChip state={chunk.embeddingState} />
        <WaitingChip waiting={chunk.waiting} />
        <StateChip state={chunk.status} />
        <StateChip state={chunk.embedMode} />
        {restricted.map((value) => (
          <Badge key={value} tone="warn" icon={Lock}>
            {value}
          </Badge>
        ))}
        {chunk.pricingSensitive ? (
          <Badge tone="warn" icon={BadgeDollarSign}>
            pricing-sensitive
          </Badge>
        ) : null}
        {chunk.needsReview ? <Badge tone="accent">needs review</Badge> : null}
        <CopyButton value={chunk.id} label="chunk id" />
      </div>
    </>
  );
}
