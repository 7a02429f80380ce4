import { EmptyState } from "#components/ui/empty-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { formatDuration, plural } from "#lib/format/number.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import { movement } from "./compare-lanes.ts";
import { LaneError } from "./lane-error.tsx";
import { ResultRow } from "./result-row.tsx";
import type { LaneState } from "./use-lane.ts";

type LaneColumnProps = {
  name: string;
  /** What it does otherwise than production, in words. */
  differs: string[];
  lane: LaneState;
  /** The lane that it is compared with, by name, and the rank of each chunk there. */
  against: { name: string; ranks: ReadonlyMap<string, number> | undefined; moves: boolean };
  words: readonly string[];
  expected: number;
  open: string;
  onOpen: (chunkId: string) => void;
};

/** One lane: its name, what differs, how long it took, and its results. */
export function LaneColumn({ name, differs, lane, expected, ...rows }: LaneColumnProps) {
  const { data, error, isFetching, refetch } = lane;
  return (
    <section aria-label={`Lane: ${name}`} aria-busy={isFetching} className="min-w-0">
      <header className="border-b bg-sunken px-4 py-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <h2 className="font-semibold">{name}</h2>
          {data ? (
            <p className="text-xs">
              {data.results.length} of {data.configuration.k} ·{" "}
              {formatDuration(data.timings.totalMs)}
            </p>
          ) : null}
        </div>
        <p className="text-xs text-muted">
          {differs.length > 0 ? `differs: ${differs.join(", ")}` : "as the assistant answers today"}
        </p>
        {data ? <Stages result={data} /> : <Skeleton className="mt-1 h-3 w-56" />}
      </header>
      {error && !isFetching ? (
        <div className="p-4">
          <LaneError error={error} onRetry={() => void refetch()} />
        </div>
      ) : data ? (
        <Results data={data} {...rows} />
      ) : (
        <LaneSkeleton rows={expected} />
      )}
    </section>
  );
}

type ResultsProps = Pick<LaneColumnProps, "against" | "words" | "open" | "onOpen"> & {
  data: RetrievalResult;
};

function Results({ data, against, words, open, onOpen }: ResultsProps) {
  if (data.results.length === 0)
    return (
      <EmptyState title="Nothing may be returned">
        No chunk passed the filter: active documents that are in force, public and normal, with an
        embedding by {data.model}. Ingest the corpus, or look at the documents' status.
      </EmptyState>
    );
  return (
    <ol className="divide-y divide-line">
      {data.results.map((result) => {
        const there = against.ranks?.get(result.chunkId);
        const moved =
          against.ranks && (against.moves || there === undefined)
            ? movement(result.rankAfter, there, against.name)
            : undefined;
        const isOpen = open === result.chunkId;
        return (
          <ResultRow
            key={result.chunkId}
            result={result}
            words={words}
            moved={moved}
            open={isOpen}
            onToggle={() => onOpen(isOpen ? "" : result.chunkId)}
          />
        );
      })}
    </ol>
  );
}

function Stages({ result }: { result: RetrievalResult }) {
  const { timings, plan, candidateCount } = result;
  const stages: [string, number][] = [
    ["guard", timings.guardMs],
    ["embed", timings.embedMs],
    ["search", timings.searchMs],
    ["rerank", timings.rerankMs],
  ];
  return (
    <p className="text-xs text-muted">
      {stages.map(([stage, ms]) => `${stage} ${formatDuration(ms)}`).join(" · ")}
      {" · "}
      {plan.kind === "exact" ? "exact search" : "HNSW index"} ({plan.reason}) over{" "}
      {plural(candidateCount, "candidate")}
    </p>
  );
}

function LaneSkeleton({ rows }: { rows: number }) {
  return (
    <div role="status" className="divide-y divide-line">
      <span className="sr-only">Searching</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="space-y-2 px-4 py-3">
          <Skeleton className="w-3/5" />
          <Skeleton className="ml-8 h-2 w-4/5" />
          <Skeleton className="ml-8 h-12 w-11/12" />
        </div>
      ))}
    </div>
  );
}
