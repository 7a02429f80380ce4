import type { RecallStep } from "#lib/evaluate/index-measure-schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import { stepWords } from "./recall-words.ts";

/** How many questions reach which recall, as bars with their numbers; the best step first. */
export function RecallSteps({ steps }: { steps: RecallStep[] }) {
  const most = Math.max(1, ...steps.map(({ questions }) => questions));
  const rows = steps.map((step, index) => ({ ...step, words: stepWords(step, steps[index + 1]) }));
  return (
    <ol className="space-y-1" aria-label="Questions by recall">
      {rows.toReversed().map(({ from, questions, words }) => (
        <li
          key={from}
          className="grid grid-cols-[9rem_1fr_3rem] items-center gap-2 text-xs"
          title={plural(questions, "question")}
        >
          <span className="text-muted">{words}</span>
          <span className="h-3 bg-sunken">
            <span
              className={`block h-full ${from < 1 ? "bg-warn" : "bg-accent"}`}
              style={{ width: `${(questions / most) * 100}%` }}
            />
          </span>
          <span className="text-right">{formatCount(questions)}</span>
        </li>
      ))}
    </ol>
  );
}
