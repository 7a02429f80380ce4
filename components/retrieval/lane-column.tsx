import { SearchX } from "lucide-react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import { movement } from "./compare-lanes.ts";
import { LaneError } from "./lane-error.tsx";
import { LaneHead, type LaneHeadProps } from "./lane-head.tsx";
import { ResultRow, type RowProps } from "./result-row.tsx";
import type { LaneAnswer } from "./use-lanes.ts";

type LaneColumnProps = {
  head: LaneHeadProps;
  answer: LaneAnswer;
  /** Ranks in the lane that this one is compared with; undefined before it has answered. */
  against: { name: string; ranks: ReadonlyMap<string, number> } | undefined;
  /** How many rows are on their way. */
  expected: number;
  judgedOf: (result: RowProps["result"]) => RowProps["judged"];
  row: Pick<RowProps, "words" | "view" | "height">;
  open: string;
  lit: string | undefined;
  onOpen: (chunkId: string) => void;
  onLight: (chunkId: string | undefined) => void;
};

/** One lane: its head and its rows, or why there are none. Lies in two rows of its parent's grid. */
export function LaneColumn(props: LaneColumnProps) {
  const { head, answer, against, expected, judgedOf, row, open, lit, onOpen, onLight } = props;
  const { data, error, isFetching } = answer;
  const most = Math.max(1, ...(data?.results.map(({ score }) => score) ?? []));
  return (
    <section
      aria-label={`Lane: ${head.lane.name}`}
      aria-busy={isFetching}
      data-lane
      className="row-span-2 grid min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-subgrid"
    >
      <LaneHead {...head}>
        {error && data && !isFetching ? (
          <LaneError error={error} frozen={false} over onRetry={answer.refetch} />
        ) : null}
      </LaneHead>
      <div>
        {head.lane.problem ? (
          <EmptyState title="This lane cannot be asked" icon={SearchX}>
            {head.lane.problem} Choose another configuration above.
          </EmptyState>
        ) : isFetching && !data ? (
          <LaneSkeleton rows={expected} height={row.height} />
        ) : error && !data ? (
          <div className="p-3">
            <LaneError
              error={error}
              frozen={head.lane.frozen !== undefined}
              onRetry={answer.refetch}
            />
          </div>
        ) : !data ? (
          <EmptyState title="Nothing is asked yet" icon={SearchX}>
            Type a question above. Every lane that can be asked answers it.
          </EmptyState>
        ) : data.results.length === 0 ? (
          <EmptyState title="Nothing was found" icon={SearchX}>
            {whyEmpty(data)}
          </EmptyState>
        ) : (
          <ol>
            {data.results.map((result) => (
              <ResultRow
                key={result.chunkId}
                {...row}
                result={result}
                most={most}
                moved={
                  against &&
                  movement(result.rankAfter, against.ranks.get(result.chunkId), against.name)
                }
                judged={judgedOf(result)}
                since={answer.since?.[result.chunkId]}
                open={open === result.chunkId}
                lit={lit === result.chunkId}
                onOpen={() => onOpen(result.chunkId)}
                onLight={(on) => onLight(on ? result.chunkId : undefined)}
              />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}

function whyEmpty({ candidateCount, plan }: RetrievalResult): string {
  if (candidateCount > 0) return "Every candidate was cut.";
  const words = plan.kind === "none" ? "holds a word of the question and " : "";
  return `No chunk ${words}passes this lane's filters, or none is embedded. “Why not?” names the filter for a chunk that you miss.`;
}

function LaneSkeleton({ rows, height }: { rows: number; height: number }) {
  return (
    <div role="status">
      <span className="sr-only">Searching</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} style={{ height }} className="space-y-2 border-b px-3 py-2">
          <Skeleton className="h-3.5 w-3/5" />
          <Skeleton className="ml-6.5 h-3 w-2/5" />
          <Skeleton className="ml-6.5 h-1.5 w-10/12" />
        </div>
      ))}
    </div>
  );
}
