"use client";

import { X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { barName } from "#components/charts/bar-names.ts";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { type CostRow, type Costs, type CostsSearch, costsQuery } from "#lib/embed/cost-schemas.ts";
import { daysOfBar } from "#lib/format/days.ts";
import { formatCost, formatCount } from "#lib/format/number.ts";
import { runsSearchQuery } from "#lib/ingest/runs-schemas.ts";
import { causeWords, whoWords } from "./cost-series.ts";

type Row = CostRow & { runs: string };

/** What the chart, or its chosen bar, is made of: by cause, person and model, the dearest first. */
export function CostsTable({ costs, search }: { costs: Costs; search: CostsSearch }) {
  const { on } = search;
  const days = (on ? daysOfBar(costs.bars, on) : undefined) ?? costs.bars;
  const rows = costs.rows.map((row) => ({
    ...row,
    runs: `/runs${runsSearchQuery({ from: days.first, to: days.last, ...(row.who ? { who: row.who } : {}), view: "tokens" })}`,
  }));
  return (
    <section aria-labelledby="costs-listed">
      <div className="mx-4 mb-1 flex min-h-8 flex-wrap items-center gap-2">
        <h2 id="costs-listed" className="text-sm font-semibold">
          {on ? `What it is made of, ${barName(costs.bars, on)}` : "What it is made of"}
        </h2>
        {on ? (
          <Button asChild size="sm" variant="ghost">
            <Link
              href={`/costs${costsQuery({ ...search, on: undefined })}` as Route}
              scroll={false}
            >
              <X aria-hidden /> All of the chart
            </Link>
          </Button>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <p className="mx-4 text-muted">Nothing was bought in this time.</p>
      ) : (
        <DataTable
          label="What was bought, by cause, person and model"
          columns={columns}
          rows={rows}
          rowKey={({ cause, who, model }) => `${cause} ${who} ${model}`}
        />
      )}
    </section>
  );
}

const columns: Column<Row>[] = [
  { id: "cause", header: "Cause", cell: CauseCell, className: "whitespace-nowrap" },
  { id: "who", header: "Person or consumer", cell: ({ who }) => whoWords(who) },
  { id: "model", header: "Model", cell: ({ model }) => model, className: "text-muted" },
  { id: "calls", header: "Requests", align: "right", cell: ({ calls }) => formatCount(calls) },
  { id: "failed", header: "Failed", align: "right", cell: ({ failed }) => formatCount(failed) },
  { id: "tokens", header: "Tokens", align: "right", cell: ({ tokens }) => formatCount(tokens) },
  { id: "cost", header: "Cost", align: "right", cell: ({ cost }) => formatCost(cost) },
];

function CauseCell({ cause, runs }: Row) {
  if (cause !== "run") return causeWords[cause];
  return (
    <Link href={runs as Route} className="underline">
      {causeWords[cause]}
    </Link>
  );
}
