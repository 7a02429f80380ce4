import type { ReactNode } from "react";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { Run } from "#lib/ingest/runs-schemas.ts";
import { optionWords } from "./words.ts";

const configurationWords: Record<string, string> = {
  provider: "Provider",
  batchSize: "Texts in a request",
  inFlight: "Requests at a time",
  retries: "Retries",
  requestsPerMinute: "Requests a minute",
  tokensPerMinute: "Tokens a minute",
  rules: "Cutting / redaction rules",
  schema: "Schema",
};

/** Who asked for a run, why it may run, and what it ran with. */
export function RunFacts({ run, now }: { run: Run; now: number }) {
  const settings = Object.entries(run.configuration).filter(([, value]) => value !== null);
  return (
    <>
      <dl className={twoColumns}>
        <Fact name="Asked for by">
          {run.requestedBy}, <RelativeTime at={run.createdAt} now={now} />
        </Fact>
        <Fact name="Approved">
          {run.approvedAt ? (
            <>
              {run.approvedBy}, <RelativeTime at={run.approvedAt} now={now} />
            </>
          ) : (
            (run.approvalReason ?? "not needed")
          )}
        </Fact>
        <Fact name="Settings">{optionWords(run)}</Fact>
        <Fact name="Embedding model">{run.embeddingModel ?? "–"}</Fact>
        <Fact name="Code version">{run.codeVersion ?? "–"}</Fact>
        <Fact name="Environment">{run.environment}</Fact>
      </dl>
      {settings.length > 0 ? (
        <details className="py-1">
          <summary className="cursor-pointer text-muted">Configuration</summary>
          <dl className={twoColumns}>
            {settings.map(([name, value]) => (
              <Fact key={name} name={configurationWords[name] ?? name}>
                {typeof value === "number" ? formatCount(value) : value}
              </Fact>
            ))}
          </dl>
        </details>
      ) : null}
    </>
  );
}

const twoColumns = "grid grid-cols-1 gap-x-8 sm:grid-cols-2 xl:grid-cols-1";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-baseline justify-between gap-4 border-b py-1">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 text-right break-words">{children}</dd>
    </div>
  );
}
