import type { Series } from "#components/charts/marks.tsx";
import type { Tone } from "#components/ui/badge.tsx";
import type { CallOutcome } from "#lib/retrieve/monitor-schemas.ts";

type Look = Series & { key: CallOutcome; tone: Tone };

/** How a call ended, with its one colour on every chart, from the bottom of a stack up. */
export const outcomeLooks: readonly Look[] = [
  { key: "answered", label: "Answered", color: "var(--ok)", tone: "ok" },
  { key: "empty", label: "Empty", color: "var(--warn)", texture: "stripes", tone: "warn" },
  { key: "refused", label: "Refused", color: "var(--muted)", texture: "dots", tone: "neutral" },
  { key: "failed", label: "Failed", color: "var(--danger)", texture: "grid", tone: "danger" },
];

export const outcomeTone = Object.fromEntries(
  outcomeLooks.map(({ key, tone }) => [key, tone]),
) as Record<CallOutcome, Tone>;
