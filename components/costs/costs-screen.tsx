"use client";

import { Coins } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { ChoiceSelect } from "#components/charts/choice-select.tsx";
import { SpanFilter } from "#components/charts/span-filter.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  type CostMeasure,
  type Costs,
  type CostsSearch,
  causes,
  costsQuery,
} from "#lib/embed/cost-schemas.ts";
import { formatCost, plural } from "#lib/format/number.ts";
import { causeWords, whoWords } from "./cost-series.ts";
import { CostsChart } from "./costs-chart.tsx";
import { CostsTable } from "./costs-table.tsx";

const measureWords: Record<CostMeasure, string> = {
  cost: "Cost",
  tokens: "Tokens",
  calls: "Requests",
};

/** What was bought from the embedding provider: when, for what and by whom. */
export function CostsScreen({ search, costs }: { search: CostsSearch; costs: Costs }) {
  const router = useRouter();
  const { by = "cause", of = "cost", on, cause, who } = search;
  const show = (change: CostsSearch) => {
    const next = { ...search, on: undefined, ...change };
    router.push(`/costs${costsQuery(next)}` as Route, { scroll: false });
  };
  const sum = (measure: CostMeasure) => costs.parts.reduce((all, part) => all + part[measure], 0);
  return (
    <>
      <PageHeader
        title="Costs"
        purpose={`What was bought from the embedding provider, at the price of that moment. Days are those of ${costs.zone}.`}
      />
      {costs.ever ? (
        <div className="flex flex-col gap-3 pb-8">
          <fieldset className="mx-4 flex flex-wrap items-center gap-2">
            <legend className="sr-only">Filter what was bought</legend>
            <SpanFilter span={search} bars={costs.bars} onChange={show} />
            <ChoiceSelect
              label="Cause"
              every="Every cause"
              value={cause}
              values={causes}
              words={(one) => causeWords[one]}
              onChange={(value) => show({ cause: value })}
            />
            <ChoiceSelect
              label="Person or consumer"
              every="Everybody"
              value={who}
              values={costs.people}
              words={whoWords}
              onChange={(value) => show({ who: value })}
            />
            <Select
              aria-label="Show"
              value={of}
              onChange={({ target: { value } }) =>
                show({ of: value === "tokens" || value === "calls" ? value : undefined })
              }
            >
              {Object.entries(measureWords).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
            <Select
              aria-label="Told apart by"
              value={by}
              onChange={({ target }) => show({ by: target.value === "who" ? "who" : undefined })}
            >
              <option value="cause">by cause</option>
              <option value="who">by person</option>
            </Select>
          </fieldset>
          <p className="mx-4 text-lg">
            <strong className="font-semibold">{formatCost(sum("cost"))}</strong> for{" "}
            {plural(sum("tokens"), "token")} in {plural(sum("calls"), "request")}.
          </p>
          <CostsChart
            costs={costs}
            by={by}
            of={of}
            picked={on}
            onPick={(day) => show({ on: day === on ? undefined : day })}
          />
          <CostsTable costs={costs} search={search} />
        </div>
      ) : (
        <EmptyState title="Nothing has been bought yet" icon={Coins}>
          Each request to the embedding provider will stand here with its tokens, its price and who
          asked for it. The offline embedder and stored vectors cost nothing.
        </EmptyState>
      )}
    </>
  );
}
