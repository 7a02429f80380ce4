import type { Series } from "./marks.tsx";

type State = "embedded" | "stale" | "missing" | "notWanted";

/** The states of vectors with the one look each has on every chart, from the bottom of a stack up. */
export const embeddingSeries: readonly (Series & { key: State })[] = [
  { key: "embedded", label: "Embedded", color: "var(--ok)" },
  { key: "stale", label: "Stale", color: "var(--warn)", texture: "stripes" },
  { key: "missing", label: "Missing", color: "var(--danger)", texture: "grid" },
  { key: "notWanted", label: "Not wanted", color: "var(--muted)", texture: "dots" },
];
