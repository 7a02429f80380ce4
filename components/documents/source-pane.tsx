"use client";

import { cn } from "#components/ui/cn.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { SourceSegment, SourceText } from "#lib/corpus/source-schemas.ts";
import { plural } from "#lib/format/number.ts";

type PaneProps = {
  source: SourceText;
  lit: string | null;
  onLit: (chunk: string | null) => void;
};

/** A document's stored text: what stands in a chunk, in two, or in none. */
export function SourcePane({ source, lit, onLit }: PaneProps) {
  if (source.kind === "none")
    return (
      <p className="max-w-prose text-muted">
        No text of the file is stored. Documents that were never cut into chunks, or by other
        software, have none; the next ingestion run keeps it.
      </p>
    );
  return (
    <>
      {source.kind === "text" ? (
        <Notice tone="info">
          The places of the chunks are not known for the text as it may be shown now. The next run
          sets them anew.
        </Notice>
      ) : (
        <Legend segments={source.segments} />
      )}
      {source.withheld > 0 ? (
        <Notice tone="warn">
          {plural(source.withheld, "stretch is", "stretches are")} left out: only admins may see it.
        </Notice>
      ) : null}
      <div className="pt-2 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
        {source.segments.map((segment, at) => (
          <Segment
            key={at}
            segment={segment}
            placed={source.kind === "placed"}
            lit={lit !== null && segment.chunks.includes(lit)}
            onLit={onLit}
          />
        ))}
      </div>
    </>
  );
}

type SegmentProps = {
  segment: SourceSegment;
  placed: boolean;
  lit: boolean;
  onLit: (chunk: string | null) => void;
};

function Segment({ segment, placed, lit, onLit }: SegmentProps) {
  const { text, chunks } = segment;
  const [first] = chunks;
  if (!placed || (first === undefined && text.trim() === "")) return text;
  if (first === undefined)
    return (
      <span title="In no chunk" className="bg-warn-soft text-warn decoration-dotted">
        {text}
      </span>
    );
  return (
    <span
      data-chunks={chunks.length}
      title={chunks.length > 1 ? `In ${chunks.length} chunks` : undefined}
      onPointerEnter={() => onLit(first)}
      onPointerLeave={() => onLit(null)}
      className={cn(lit ? "bg-mark" : chunks.length > 1 && "bg-accent-soft")}
    >
      {text}
    </span>
  );
}

/** What the tints mean, where they occur. */
function Legend({ segments }: { segments: SourceSegment[] }) {
  const gaps = segments.filter(
    ({ text, chunks }) => chunks.length === 0 && text.trim() !== "",
  ).length;
  const overlaps = segments.filter(({ chunks }) => chunks.length > 1).length;
  if (gaps + overlaps === 0)
    return <p className="text-xs text-muted">Every part stands in exactly one chunk.</p>;
  return (
    <p className="flex flex-wrap gap-3 text-xs text-muted">
      {overlaps > 0 ? (
        <span>
          <span className="mr-1 inline-block size-3 rounded-sm bg-accent-soft align-middle" />
          {plural(overlaps, "overlap")}, in several chunks
        </span>
      ) : null}
      {gaps > 0 ? (
        <span>
          <span className="mr-1 inline-block size-3 rounded-sm bg-warn-soft align-middle" />
          {plural(gaps, "gap")}, in no chunk
        </span>
      ) : null}
    </p>
  );
}
