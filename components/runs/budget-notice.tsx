import { Notice } from "#components/ui/notice.tsx";

/** Warns of today's token budget where a run, or a set of vectors, will feel it. */
export function BudgetNotice({ words }: { words: string | null }) {
  return words === null ? null : <Notice tone="warn">{words}</Notice>;
}
