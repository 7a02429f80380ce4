import { Notice } from "#components/ui/notice.tsx";
import type { RunProgress } from "#lib/ingest/runs-schemas.ts";
import { budgetWords } from "./budget-words.ts";

/** Warns of today's token budget where this run will feel it. */
export function BudgetNotice({ progress }: { progress: Pick<RunProgress, "run" | "budget"> }) {
  const words = budgetWords(progress);
  return words === null ? null : <Notice tone="warn">{words}</Notice>;
}
