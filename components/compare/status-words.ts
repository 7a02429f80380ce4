import { plural } from "#lib/format/number.ts";
import type { Change } from "./order-by-change.ts";

type Progress = {
  state: "idle" | "running" | "done" | "stopped" | "failed";
  total: number;
  changes: readonly Pick<Change, "likeness">[];
};

/** How far a comparison is, and what came of it. Pure. */
export function statusWords({ state, total, changes }: Progress): string {
  const done = changes.length;
  if (state === "idle") return "Nothing is asked yet.";
  if (total === 0) {
    if (state === "running") return "Reading the questions…";
    if (state === "done") return "This set holds no question that you may see.";
    return "Nothing was asked.";
  }
  if (state === "running") return `${done} of ${plural(total, "question")} asked…`;
  if (done === 0) return `None of ${plural(total, "question")} was asked.`;
  const same = changes.filter(({ likeness }) => likeness !== null && likeness > 0.999_999).length;
  const unanswered = changes.filter(({ likeness }) => likeness === null).length;
  const parts = [
    `${same} answered the same by both`,
    `${done - same - unanswered} changed`,
    ...(unanswered > 0 ? [`${unanswered} not answered`] : []),
  ];
  return `${done} of ${plural(total, "question")} asked${state === "stopped" ? ", then stopped" : ""}: ${parts.join(", ")}.`;
}
