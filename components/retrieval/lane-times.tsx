import { formatDuration } from "#lib/format/number.ts";
import type { RetrievalResult, SharedStage, Timings } from "#lib/retrieve/result-schemas.ts";

const stages: [keyof Timings, string][] = [
  ["guardMs", "guard the query"],
  ["embedMs", "embed"],
  ["prepareMs", "prepare"],
  ["planMs", "choose the plan"],
  ["vectorMs", "vectors"],
  ["fulltextMs", "full text"],
  ["fuseMs", "fuse"],
  ["readMs", "read texts"],
  ["rerankMs", "rerank"],
  ["cutMs", "cut"],
];

/** How long the server took, the stages on demand. */
export function LaneTimes({ timings, shared }: Pick<RetrievalResult, "timings" | "shared">) {
  const most = Math.max(...stages.map(([name]) => timings[name]), 0.001);
  return (
    <details className="group text-xs">
      <summary className="list-none text-muted hover:text-foreground">
        <span className="underline decoration-dotted underline-offset-2">
          {formatDuration(timings.totalMs)}
        </span>
        <span className="group-open:hidden">
          {" "}
          · embed {formatDuration(timings.embedMs)} · search {formatDuration(timings.searchMs)}
        </span>
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-0.5">
        {stages.map(([name, label]) => (
          <div key={name} className="col-span-3 grid grid-cols-subgrid items-center">
            <dt className="text-muted">
              {label}
              {shared?.includes(name as SharedStage) ? " (waited for another lane’s)" : ""}
            </dt>
            <dd aria-hidden className="h-1 rounded-full bg-hover">
              <span
                className="block h-full rounded-full bg-line-strong"
                style={{ width: `${((timings[name] / most) * 100).toFixed(1)}%` }}
              />
            </dd>
            <dd className="text-right font-mono">{timings[name].toFixed(1)} ms</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
