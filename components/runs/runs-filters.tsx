"use client";

import type { Route } from "next";
import Link from "next/link";
import { ChoiceSelect } from "#components/charts/choice-select.tsx";
import { SpanFilter } from "#components/charts/span-filter.tsx";
import type { RunCharts } from "#lib/ingest/run-chart-schemas.ts";
import {
  outcomes,
  type RunsSearch,
  runKinds,
  runStates,
  runsSearchQuery,
} from "#lib/ingest/runs-schemas.ts";
import { kindWords } from "./words.ts";

type RunsFiltersProps = {
  search: RunsSearch;
  charts: Pick<RunCharts, "bars" | "people" | "environments">;
  onChange: (change: RunsSearch) => void;
};

const underWay = runStates.filter((state) => !outcomes.some((one) => one === state));
const outcomeWords = (state: string) => (state === "unfinished" ? "not ended yet" : state);

/** Which runs are shown, in chart, table and file alike; kept in the URL. */
export function RunsFilters({ search, charts, onChange }: RunsFiltersProps) {
  const { view } = search;
  const filtered = Object.entries(search).some(
    ([key, value]) => value && !["view", "on", "reason", "before"].includes(key),
  );
  return (
    <fieldset className="mx-4 flex flex-wrap items-center gap-2">
      <legend className="sr-only">Filter runs</legend>
      <SpanFilter span={search} bars={charts.bars} onChange={onChange} />
      <ChoiceSelect
        label="Kind of run"
        every="Every kind"
        value={search.kind}
        values={runKinds}
        words={(kind) => kindWords[kind]}
        onChange={(kind) => onChange({ kind })}
      />
      <ChoiceSelect
        label="Outcome"
        every="Every outcome"
        value={search.state}
        values={[...outcomes, ...underWay]}
        words={outcomeWords}
        onChange={(state) => onChange({ state })}
      />
      <ChoiceSelect
        label="Asked by"
        every="Everybody"
        value={search.who}
        values={charts.people}
        onChange={(who) => onChange({ who })}
      />
      <ChoiceSelect
        label="Environment"
        every="Every environment"
        value={search.environment}
        values={charts.environments}
        onChange={(environment) => onChange({ environment })}
      />
      {filtered ? (
        <Link href={`/runs${runsSearchQuery({ view })}` as Route} className="text-xs underline">
          Clear filters
        </Link>
      ) : null}
    </fieldset>
  );
}
