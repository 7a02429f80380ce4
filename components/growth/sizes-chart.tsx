"use client";

import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { StackedBars } from "#components/charts/load.ts";
import { stackedBar } from "#components/charts/stacked-days.ts";
import type { Growth, SizeBar } from "#lib/corpus/growth-schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";

const series = [{ key: "chunks", label: "Chunks", color: "var(--accent)" }] as const;

/** How large chunks are now, in tokens. */
export function SizesChart({ sizes: { bars, unknown, estimated } }: { sizes: Growth["sizes"] }) {
  const all = bars.reduce((sum, { chunks }) => sum + chunks, 0);
  const about = estimated ? "about " : "";
  return (
    <ChartPanel
      title="Chunks by size, in tokens"
      className="mx-4"
      legend={
        <p className="mb-2 text-muted">
          {all === 0
            ? "No chunk has its tokens counted."
            : `${about}${plural(all, "chunk")} as they are now${estimated ? ", estimated from a sample" : ""}.`}
          {unknown > 0 ? ` Of ${about}${formatCount(unknown)} nobody counted the tokens.` : ""}
        </p>
      }
      chart={
        all === 0 ? null : (
          <StackedBars
            bars={bars.map((bar) =>
              stackedBar(String(bar.from), nameOf(bar), { chunks: bar.chunks }),
            )}
            series={series}
            summary={`Chunks by size: ${bars
              .filter(({ chunks }) => chunks > 0)
              .map((bar) => `${formatCount(bar.chunks)} of ${nameOf(bar)}`)
              .join(", ")}`}
            noun="chunks"
            unit="size"
            tick={(from) => formatCount(Number(from))}
          />
        )
      }
      numbers={{
        columns: [{ header: "Size" }, { header: estimated ? "Chunks, about" : "Chunks" }],
        rows: bars.filter(({ chunks }) => chunks > 0).map((bar) => [nameOf(bar), bar.chunks]),
      }}
    />
  );
}

function nameOf({ from, to }: SizeBar): string {
  return to === null
    ? `${formatCount(from)} tokens and more`
    : `${formatCount(from)} to ${formatCount(to - 1)} tokens`;
}
