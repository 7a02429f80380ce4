"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Notice } from "#components/ui/notice.tsx";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { differences, overlap } from "./compare-lanes.ts";
import { wordsToMark } from "./highlight.ts";
import { LaneColumn } from "./lane-column.tsx";
import { LaneError } from "./lane-error.tsx";
import { QueryForm } from "./query-form.tsx";
import { SampleQueries } from "./sample-queries.tsx";
import { useLabState } from "./use-lab-state.ts";
import { useLane } from "./use-lane.ts";

type LabProps = { production: Configuration; samples: string[]; modes: string[] };

const compared: Partial<Configuration> = { plan: "exact", rerank: false };
const comparedName = "exact, no rerank";

/** The retrieval lab: one question, what production returns, and what plain similarity returns. */
export function Lab({ production, samples, modes }: LabProps) {
  const { query, k, mode, open, ask, change } = useLabState();
  const client = useQueryClient();
  const top = k > 0 ? { k } : {};
  const asked = query !== "";
  const first = useLane({ query, configuration: top, mode, enabled: asked });
  // One after the other: side by side they would wait for each other and the times would lie.
  const second = useLane({
    query,
    configuration: { ...compared, ...top },
    mode,
    enabled: asked && first.isSuccess && !first.isFetching,
  });
  const busy = first.isFetching || second.isFetching;
  const shared = {
    words: wordsToMark(query),
    expected: Math.min(k || production.k, 12),
    open,
    onOpen: (chunkId: string) => change({ open: chunkId }),
  };

  function askAgain(text: string) {
    if (text.trim() === query.trim())
      void client.invalidateQueries({ queryKey: ["retrieval", query] });
    else ask(text);
  }

  return (
    <>
      <QueryForm
        query={query}
        k={k}
        productionK={production.k}
        mode={mode}
        modes={modes}
        busy={busy}
        onAsk={askAgain}
        onChange={change}
      />
      {!asked ? (
        <SampleQueries samples={samples} onAsk={ask} />
      ) : first.error && !first.isFetching && !first.data ? (
        <div className="px-4">
          <LaneError error={first.error} onRetry={() => void first.refetch()} />
        </div>
      ) : (
        <>
          {first.data?.lexical ? (
            <div className="px-4 pb-3">
              <Notice>
                The offline embedder made these similarities. It is lexical: it compares words and
                parts of words, not meaning, so another wording of the same question may find
                nothing.
              </Notice>
            </div>
          ) : null}
          <Agreement first={first.data} second={second.data} />
          <div className="grid border-t lg:grid-cols-2 lg:divide-x lg:divide-line">
            <LaneColumn
              name="production"
              differs={differences({ ...production, ...top }, production)}
              lane={first}
              against={{ name: comparedName, ranks: ranks(second.data), moves: false }}
              {...shared}
            />
            <LaneColumn
              name={comparedName}
              differs={differences({ ...production, ...compared, ...top }, production)}
              lane={second}
              against={{ name: "production", ranks: ranks(first.data), moves: true }}
              {...shared}
            />
          </div>
        </>
      )}
    </>
  );
}

type AgreementProps = { first: RetrievalResult | undefined; second: RetrievalResult | undefined };

function Agreement({ first, second }: AgreementProps) {
  const said = first && second ? words(first, second) : "";
  return (
    <p role="status" className="min-h-7 px-4 text-xs text-muted">
      {said}
    </p>
  );
}

function words(first: RetrievalResult, second: RetrievalResult): string {
  const both = overlap(
    first.results.map((result) => result.chunkId),
    second.results.map((result) => result.chunkId),
  );
  const { k } = first.configuration;
  return `Same at ${k}: ${both} of ${Math.max(first.results.length, second.results.length)} results stand in both lanes.`;
}

function ranks(data: RetrievalResult | undefined): Map<string, number> | undefined {
  return data && new Map(data.results.map((result) => [result.chunkId, result.rankAfter]));
}
