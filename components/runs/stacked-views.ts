import type { Series } from "#components/charts/marks.tsx";
import { outcomeSeries } from "#components/charts/outcomes.ts";
import { axisCount, formatCost, formatCount } from "#lib/format/number.ts";
import type { RunBar } from "#lib/ingest/run-chart-schemas.ts";

type StackedView = {
  title: string;
  /** What is stacked, from the bottom up. */
  series: readonly Series[];
  /** What is told beside the bars: drawn, it would dwarf them. */
  aside?: { key: string; label: string };
  parts: (bar: RunBar) => Record<string, number>;
  /** Of one, and of any other number. */
  nouns: [string, string];
  /** One more column of the table. */
  extra?: { header: string; value: (bar: RunBar) => number; words: (value: number) => string };
  words: (value: number) => string;
  axisWords: (value: number) => string;
};

const counts = { words: formatCount, axisWords: axisCount };

export const stackedViews: Record<"outcome" | "documents" | "chunks" | "tokens", StackedView> = {
  outcome: {
    title: "Runs by outcome",
    series: outcomeSeries,
    parts: ({ outcomes }) => outcomes,
    nouns: ["run", "runs"],
    ...counts,
  },
  documents: {
    title: "Documents by what was done",
    series: [
      { key: "new", label: "New", color: "var(--ok)" },
      { key: "updated", label: "Updated", color: "var(--accent)", texture: "stripes" },
      { key: "repaired", label: "Repaired", color: "var(--warn)", texture: "lines" },
      { key: "removed", label: "Removed", color: "var(--muted)", texture: "dots" },
      { key: "failed", label: "Failed", color: "var(--danger)", texture: "grid" },
    ],
    aside: { key: "unchanged", label: "Unchanged" },
    parts: ({ documents }) => documents,
    nouns: ["document changed", "documents changed"],
    ...counts,
  },
  chunks: {
    title: "Chunks by what was done",
    series: [
      { key: "written", label: "Written", color: "var(--accent)" },
      { key: "removed", label: "Removed or replaced", color: "var(--muted)", texture: "dots" },
    ],
    aside: { key: "kept", label: "Kept" },
    parts: ({ chunks }) => chunks,
    nouns: ["chunk changed", "chunks changed"],
    ...counts,
  },
  tokens: {
    title: "Tokens bought by runs",
    series: [{ key: "tokens", label: "Tokens", color: "var(--accent)" }],
    parts: ({ tokens }) => ({ tokens }),
    nouns: ["token", "tokens"],
    extra: { header: "Cost, US dollars", value: ({ cost }) => cost, words: formatCost },
    ...counts,
  },
};
