import type { PlanTotals } from "#lib/ingest/plan-schemas.ts";

export type ActionSums = Omit<PlanTotals, "state">;

const order = ["new", "update", "repair", "re-embed", "remove", "fail", "skip"] as const;

/** A plan's sums by action, whatever became of it, in the order of their weight. Pure. */
export function actionSums(totals: PlanTotals[]): ActionSums[] {
  return order.flatMap((action) => {
    const of = totals.filter((one) => one.action === action);
    if (of.length === 0) return [];
    const sum = (field: Exclude<keyof PlanTotals, "action" | "state">) =>
      of.reduce((all, one) => all + one[field], 0);
    return [
      {
        action,
        documents: sum("documents"),
        added: sum("added"),
        changed: sum("changed"),
        kept: sum("kept"),
        removed: sum("removed"),
        inputs: sum("inputs"),
        tokens: sum("tokens"),
        cost: sum("cost"),
      },
    ];
  });
}

/** How many documents a plan writes to. */
export function documentsToWork(totals: PlanTotals[]): number {
  return totals
    .filter(({ action }) => action !== "skip" && action !== "fail")
    .reduce((sum, { documents }) => sum + documents, 0);
}
