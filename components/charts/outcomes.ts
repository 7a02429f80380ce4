import type { Series } from "./marks.tsx";

/** The outcomes of a run with the one look each has on every chart, from the bottom of a stack up. */
export const outcomeSeries = [
  { key: "succeeded", label: "Succeeded", color: "var(--ok)" },
  {
    key: "succeeded with errors",
    label: "Succeeded with errors",
    color: "var(--warn)",
    texture: "stripes",
  },
  { key: "failed", label: "Failed", color: "var(--danger)", texture: "grid" },
  { key: "cancelled", label: "Cancelled", color: "var(--muted)", texture: "dots" },
  { key: "unfinished", label: "Not ended yet", color: "var(--accent)", texture: "lines" },
] as const satisfies readonly Series[];
