import type { ReactNode } from "react";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { Run } from "#lib/ingest/runs-schemas.ts";
import { durationWords } from "./words.ts";

/** Every figure of a run, with its name. */
export function RunFacts({ run, now }: { run: Run; now: number }) {
  const { documents, chunks } = run;
  const counts: [string, number][] = [
    ["Documents new", documents.new],
    ["Documents updated", documents.updated],
    ["Documents repaired", documents.repaired],
    ["Documents unchanged", documents.skipped],
    ["Documents removed", documents.removed],
    ["Documents failed", documents.failed],
    ["Chunks written", chunks.written],
    ["Chunks reused", chunks.reused],
    ["Chunks removed", chunks.removed],
    ["Chunks embedded", chunks.embedded],
    ["Tokens sent to the model", run.tokens],
    ["Embedding requests", run.embeddingRequests],
    ["Warnings", run.warnings],
    ["Errors", run.errors],
  ];
  const options = Object.entries(run.options).map(([name, value]) => `${name} ${String(value)}`);
  return (
    <dl className="grid grid-cols-1 gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
      <Fact name="Asked by">{run.requestedBy}</Fact>
      <Fact name="Asked">
        <RelativeTime at={run.createdAt} now={now} />
      </Fact>
      <Fact name="Started">
        {run.startedAt ? <RelativeTime at={run.startedAt} now={now} /> : "not yet"}
      </Fact>
      <Fact name="Duration">{durationWords(run, now)}</Fact>
      {counts.map(([name, count]) => (
        <Fact key={name} name={name}>
          {formatCount(count)}
        </Fact>
      ))}
      <Fact name="Estimated cost">${run.estimatedCost.toFixed(4)}</Fact>
      <Fact name="Embedding model">{run.embeddingModel ?? "–"}</Fact>
      <Fact name="Code version">{run.codeVersion ?? "–"}</Fact>
      <Fact name="Environment">{run.environment}</Fact>
      <Fact name="Options">{options.join(", ") || "none"}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 border-b">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right break-words">{children}</dd>
    </div>
  );
}
