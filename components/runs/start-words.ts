import { formatCost, plural } from "#lib/format/number.ts";
import type { PlanTotals } from "#lib/ingest/plan-schemas.ts";
import type { Run } from "#lib/ingest/runs-schemas.ts";
import { documentsToWork } from "./plan-sums.ts";

/** What the button that starts a run says: "Re-embed 512 chunks, about $0.07". */
export function startWords(
  { kind, planned }: Pick<Run, "kind" | "planned">,
  totals: PlanTotals[],
): string {
  const what =
    kind === "reembed" && planned.inputs > 0
      ? `Re-embed ${plural(planned.inputs, "chunk")}`
      : `${kind === "reembed" ? "Re-embed" : "Change"} ${plural(documentsToWork(totals), "document")}`;
  return planned.cost > 0 ? `${what}, about ${formatCost(planned.cost)}` : what;
}
