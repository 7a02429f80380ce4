"use client";

import { Check } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { formatCount, plural } from "#lib/format/number.ts";
import type { IndexQuality, MissedChunk } from "#lib/retrieve/index-quality-schemas.ts";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import { LaneField } from "./lane-field.tsx";
import { PanelAnswer } from "./panel-answer.tsx";
import type { Lane } from "./resolve-lane.ts";

export type IndexPanelProps = {
  query: string;
  context: RetrievalContext;
  lane: Lane;
  lanes: readonly Lane[];
  onLane: (index: number) => void;
  onWhy: (chunkId: string) => void;
};

/** For this question: what the lane's vector search finds of what an exact search finds. */
export default function IndexPanel(props: IndexPanelProps) {
  const { query, context, lane, lanes, onLane, onWhy } = props;
  return (
    <div className="space-y-4">
      <LaneField lane={lane} lanes={lanes} onLane={onLane} />
      <PanelAnswer<IndexQuality>
        url="/api/retrieval/index-quality"
        body={{ query, context, configuration: lane.changes }}
        lane={lane}
      >
        {(quality) => <Quality quality={quality} onWhy={onWhy} />}
      </PanelAnswer>
      <p className="border-t pt-3 text-muted">
        One question says little.{" "}
        <Link href={"/retrieval/index-quality" as Route} className="text-accent underline">
          How good is it for the whole corpus?
        </Link>
      </p>
    </div>
  );
}

type QualityProps = { quality: IndexQuality; onWhy: (chunkId: string) => void };

function Quality({ quality, onWhy }: QualityProps) {
  const { k, recall, compared, plan, missed, planMs, exactMs } = quality;
  if (recall === null)
    return <p className="text-muted">The filters of this lane keep no chunk: nothing to find.</p>;
  const found = compared - missed.length;
  return (
    <>
      <div>
        <p className="text-2xl font-semibold">{(recall * 100).toFixed(0)} %</p>
        <p className="text-muted">
          recall@{k}: {formatCount(found)} of the {plural(compared, "chunk")} nearest by an exact
          search. Equal similarity at the cut is no miss.
        </p>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">Searched by</dt>
        <dd className="text-right">
          {plan.kind}: {plan.reason}
        </dd>
        <dt className="text-muted">Its time</dt>
        <dd className="text-right">{planMs.toFixed(1)} ms</dd>
        <dt className="text-muted">Exact search</dt>
        <dd className="text-right">{exactMs.toFixed(1)} ms</dd>
      </dl>
      {plan.kind === "exact" ? (
        <p className="text-muted">
          This lane compared every vector itself, so it cannot miss one. Choose the plan “HNSW
          index” in a lane of yours to measure an index.
        </p>
      ) : null}
      <section aria-label="Missed chunks">
        <h3 className="pb-1 text-xs font-medium text-muted">Missed chunks</h3>
        {missed.length === 0 ? (
          <p>
            <Check className="mr-1 inline size-3.5 text-ok" aria-hidden />
            None.
          </p>
        ) : (
          <ul className="divide-y border-y">
            {missed.map((chunk) => (
              <Missed key={chunk.chunkId} chunk={chunk} onWhy={onWhy} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Missed({ chunk, onWhy }: { chunk: MissedChunk; onWhy: (chunkId: string) => void }) {
  const { chunkId, title, path, headingPath, cosine, exactRank } = chunk;
  return (
    <li className="flex items-start justify-between gap-2 py-1.5">
      <div className="min-w-0">
        <Link
          href={`/chunks/${chunkId}` as Route}
          className="line-clamp-1 font-medium hover:underline"
        >
          <bdi>{title ?? path}</bdi>
        </Link>
        <p className="line-clamp-1 text-xs text-muted">{headingPath ?? path}</p>
        <p className="text-xs">
          exact rank {exactRank}, similarity {cosine.toFixed(4)}
        </p>
      </div>
      <Button size="sm" onClick={() => onWhy(chunkId)}>
        Why?
      </Button>
    </li>
  );
}
