import type { Route } from "next";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { plural } from "#lib/format/number.ts";
import type { RetrievedChunk } from "#lib/retrieve/result-schemas.ts";
import { HighlightedText } from "./highlighted-text.tsx";
import { chunkExpectation } from "./judge-results.ts";
import { LaneRanks } from "./lane-ranks.tsx";
import { type MarkAs, MarkExpectation, type MarkHandler } from "./mark-expectation.tsx";
import { ScoreParts } from "./score-parts.tsx";

/** One lane's view of the chunk; nothing where it is not among its results. */
export type Standing = { lane: string; result: RetrievedChunk | undefined };

type ChunkPanelProps = {
  standings: readonly Standing[];
  at: number;
  words: readonly string[];
  onLane: (index: number) => void;
  markedOf: (chunk: RetrievedChunk) => MarkAs;
  /** Undefined for those who may not save queries. */
  onMark: MarkHandler | undefined;
  onWhy: (chunkId: string) => void;
};

/** A chunk in full: where it stands in every lane, how its score came about, its text. */
export function ChunkPanel({ standings, at, words, onLane, ...rest }: ChunkPanelProps) {
  const { markedOf, onMark, onWhy } = rest;
  const shown =
    standings[at]?.result ?? standings.find(({ result }) => result !== undefined)?.result;
  if (!shown) return <p className="text-muted">This chunk is among the results of no lane.</p>;
  const lane = standings.findIndex(({ result }) => result === shown);
  return (
    <article className="space-y-4">
      <header className="space-y-1">
        <h3 className="text-base font-semibold break-words">{shown.title ?? shown.path}</h3>
        {shown.headingPath ? <p className="break-words text-muted">{shown.headingPath}</p> : null}
        <p className="font-mono text-xs break-all text-muted">{shown.path}</p>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1 text-xs text-muted">
          <span>chunk {shown.chunkIndex + 1}</span>
          {shown.tokenCount === null ? null : <span>· {plural(shown.tokenCount, "token")}</span>}
          <CopyButton value={shown.chunkId} label="chunk id" />
          {shown.guardrailFlags.map((flag) => (
            <Badge key={flag} tone="warn">
              {flag}
            </Badge>
          ))}
        </p>
        <p className="flex flex-wrap gap-2 pt-1">
          <Button size="sm" asChild>
            <Link href={`/documents/${shown.documentId}` as Route} target="_blank">
              Open the document
            </Link>
          </Button>
          {onMark ? (
            <MarkExpectation
              expectation={chunkExpectation(shown)}
              marked={markedOf(shown)}
              onMark={onMark}
            />
          ) : null}
          {standings.some(({ result }) => result === undefined) ? (
            <Button size="sm" onClick={() => onWhy(shown.chunkId)}>
              Why not elsewhere?
            </Button>
          ) : null}
        </p>
      </header>
      <LaneRanks standings={standings} at={lane} onLane={onLane} />
      <ScoreParts result={shown} lane={standings[lane]?.lane ?? ""} />
      <p dir="auto" className="text-sm break-words whitespace-pre-wrap">
        <HighlightedText text={shown.text} words={words} />
      </p>
    </article>
  );
}
