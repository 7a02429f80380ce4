"use client";

import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { apiSend } from "#components/api-client.ts";
import { plural } from "#lib/format/number.ts";
import type { LeftOut } from "#lib/retrieve/left-out-schemas.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import { blame, type Disagreement, findDisagreements } from "./find-disagreements.ts";
import type { Lane } from "./resolve-lane.ts";

type Side = { lane: Lane; data: RetrievalResult };
export type DisagreementsProps = {
  production: Side;
  assistant: Side;
  onOpen: (chunkId: string, side: "first" | "second") => void;
};

/** Chunks that only one of production and the live assistant returns, and the filter that did it. */
export default function Disagreements({ production, assistant, onOpen }: DisagreementsProps) {
  const found = findDisagreements(production.data, assistant.data);
  const body = {
    chunkIds: found.map(({ chunk }) => chunk.chunkId),
    configurations: [production.lane.changes, assistant.lane.changes],
  };
  const { data, error } = useQuery({
    queryKey: ["left-out", body],
    queryFn: async ({ signal }) =>
      (await apiSend<{ items: LeftOut[] }>("POST", "/api/retrieval/left-out", body, { signal }))
        .items,
    enabled: found.length > 0,
    staleTime: 30_000,
  });
  const filtersOf = (one: Disagreement) =>
    data?.find(({ chunkId }) => chunkId === one.chunk.chunkId)?.filters[one.in === "first" ? 1 : 0];
  if (found.length === 0)
    return (
      <p className="flex items-center gap-2 px-4 pb-2 text-muted">
        <Scale className="size-3.5 shrink-0" aria-hidden />
        Production and the live assistant return the same chunks.
      </p>
    );
  const byFilter = found.filter((one) => (filtersOf(one) ?? []).length > 0).length;
  return (
    <details className="mx-4 mb-2 rounded-md bg-accent-soft px-3 py-2" open={byFilter > 0}>
      <summary className="cursor-pointer">
        <span className="font-medium">
          Production and the live assistant disagree about {plural(found.length, "chunk")}
        </span>
        {data ? `, ${byFilter === 0 ? "none" : byFilter} of them by a filter` : null}
      </summary>
      {error ? (
        <p role="alert" className="pt-1 text-danger">
          Which filters did it could not be read: {error.message}
        </p>
      ) : null}
      <ul aria-label="Chunks they disagree about" className="max-h-48 overflow-y-auto pt-1">
        {found.map((one) => {
          const other = one.in === "first" ? assistant.lane.name : production.lane.name;
          const own = one.in === "first" ? production.lane.name : assistant.lane.name;
          const filters = filtersOf(one);
          return (
            <li key={one.chunk.chunkId} className="py-0.5">
              <button
                type="button"
                className="rounded-sm text-left font-medium hover:underline"
                onClick={() => onOpen(one.chunk.chunkId, one.in)}
              >
                <bdi>{one.chunk.title ?? one.chunk.path}</bdi>
              </button>{" "}
              <span className="text-muted">
                only in {own}, place {one.chunk.rankAfter}
                {filters ? `: ${blame(other, filters)}` : ""}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
