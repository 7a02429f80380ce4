import type { Route } from "next";
import Link from "next/link";
import { type MeasuredQuestion, sourceWords } from "#lib/evaluate/index-measure-schemas.ts";
import { formatDuration, plural } from "#lib/format/number.ts";
import { recallWords } from "./recall-words.ts";

/** Measured questions, each with the way to see in the lab what it misses. */
export function QuestionList({ questions }: { questions: MeasuredQuestion[] }) {
  return (
    <ol className="divide-y border-y">
      {questions.map((question) => (
        <li key={question.n} className="flex items-start gap-3 py-1.5">
          <span className="w-16 shrink-0 text-right font-mono">{recallWords(question.recall)}</span>
          <div className="min-w-0 flex-1">
            <p dir="auto" className="line-clamp-2 break-words">
              <Name question={question} />
            </p>
            <p className="text-xs text-muted">
              {[sourceWords[question.source], ...facts(question)].join(" · ")}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Name({ question: { label, chunkId, source } }: { question: MeasuredQuestion }) {
  if (label === null)
    return <span className="text-muted">Not for you to read, or no longer there</span>;
  const href =
    source === "sample"
      ? `/chunks/${chunkId}`
      : `/retrieval?${new URLSearchParams({ q: label.slice(0, 1_500), panel: "index" })}`;
  return (
    <Link href={href as Route} className="hover:underline">
      {label}
    </Link>
  );
}

function facts({ problem, missed, compared, plan, planMs, exactMs }: MeasuredQuestion): string[] {
  if (problem !== null) return [problem];
  return [
    `${missed} of ${plural(compared, "chunk")} missed`,
    `${plan} ${formatDuration(planMs ?? 0)}, exact ${formatDuration(exactMs ?? 0)}`,
  ];
}
