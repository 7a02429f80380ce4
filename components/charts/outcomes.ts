/** The outcomes of a run with the one colour each has on every chart, from the bottom of a stack up. */
export const outcomeSeries = [
  { key: "succeeded", label: "Succeeded", color: "var(--ok)" },
  { key: "succeeded with errors", label: "Succeeded with errors", color: "var(--warn)" },
  { key: "failed", label: "Failed", color: "var(--danger)" },
  { key: "cancelled", label: "Cancelled", color: "var(--muted)" },
  { key: "unfinished", label: "Not ended yet", color: "var(--accent)" },
] as const;
