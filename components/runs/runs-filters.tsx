"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { Select } from "#components/ui/select.tsx";
import { type RunsSearch, runKinds, runStates, runsSearchQuery } from "#lib/ingest/runs-schemas.ts";
import { kindWords } from "./words.ts";

/** Filters of the runs, kept in the URL; a change goes back to the first page. */
export function RunsFilters({ search }: { search: RunsSearch }) {
  const router = useRouter();
  const show = (change: RunsSearch) => {
    const next = { ...search, before: undefined, ...change };
    router.push(`/runs${runsSearchQuery(next)}` as Route, { scroll: false });
  };
  return (
    <fieldset className="mx-4 flex flex-wrap items-center gap-2">
      <legend className="sr-only">Filter runs</legend>
      <Select
        aria-label="Kind of run"
        value={search.kind ?? ""}
        onChange={(event) => show({ kind: runKinds.find((kind) => kind === event.target.value) })}
      >
        <option value="">Every kind</option>
        {runKinds.map((kind) => (
          <option key={kind} value={kind}>
            {kindWords[kind]}
          </option>
        ))}
      </Select>
      <Select
        aria-label="State of run"
        value={search.state ?? ""}
        onChange={(event) =>
          show({ state: runStates.find((state) => state === event.target.value) })
        }
      >
        <option value="">Every state</option>
        {runStates.map((state) => (
          <option key={state} value={state}>
            {state}
          </option>
        ))}
      </Select>
    </fieldset>
  );
}
