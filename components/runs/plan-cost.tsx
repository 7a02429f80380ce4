import type { ReactNode } from "react";
import { formatCost, formatCount, plural } from "#lib/format/number.ts";
import type { RunProgress } from "#lib/ingest/runs-schemas.ts";
import { roughDuration } from "./rough-duration.ts";

/** What a plan buys, at which price, and how long that took before. */
export function PlanCost({ progress: { run, pace } }: { progress: RunProgress }) {
  const { planned, embeddingModel } = run;
  const offline = run.configuration.provider === "offline embedder";
  return (
    <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
      <Fact name="Texts to embed">{formatCount(planned.inputs)}</Fact>
      <Fact name="Tokens">{formatCount(planned.tokens)}</Fact>
      <Fact name="Requests">
        {offline ? "none (offline)" : `about ${formatCount(planned.requests)}`}
      </Fact>
      <Fact name="Cost">{costWords(run)}</Fact>
      <Fact name="Model">{embeddingModel ?? "–"}</Fact>
      <Fact name="Expected time">
        {planned.inputs === 0
          ? "seconds"
          : pace
            ? `about ${roughDuration(planned.inputs / pace.perSecond)}, as the last ${plural(pace.runs, "run")} went`
            : "not known: no such run yet"}
      </Fact>
    </dl>
  );
}

/** "$0.07 at $0.13 a million tokens (price of 2024-01-25)". */
export function costWords({ planned, configuration }: RunProgress["run"]): string {
  if (configuration.provider === "offline embedder") return "nothing: embedded on this machine";
  const { cost, perMillion, priceSince } = planned;
  if (!perMillion) return "not known: no price is set for this model";
  const since = priceSince ? ` (price of ${priceSince})` : "";
  return `${formatCost(cost)} at $${perMillion} a million tokens${since}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-baseline justify-between gap-4 border-b py-1">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
