import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCount, formatDuration } from "#lib/format/number.ts";
import type { ProvedRetrieval } from "#lib/retrieve/proof-schemas.ts";
import { stagesOf } from "./stages.ts";

/** Who asked, how it was answered, and how long each stage took. */
export function CallFacts({ call }: { call: ProvedRetrieval }) {
  const { configuration } = call;
  return (
    <dl className="grid grid-cols-1 gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
      <Fact name="Asked">
        <RelativeTime at={call.at} />
      </Fact>
      <Fact name={call.origin === "api" ? "Consumer" : "In the lab by"}>{call.who}</Fact>
      <Fact name="Asked with">{askedWith(call)}</Fact>
      <Fact name="Answer">
        {call.status}
        {call.errorCode ? ` ${call.errorCode.replaceAll("_", " ")}` : ""}
        {call.calls > 1 ? `, ${formatCount(call.calls)} times` : ""}
      </Fact>
      {configuration ? (
        <Fact name="Results">
          k {configuration.k} of {formatCount(call.candidates ?? 0)} candidates
        </Fact>
      ) : null}
      {configuration ? (
        <Fact name="At most">
          {configuration.visibility}, {configuration.confidentiality}
        </Fact>
      ) : null}
      <Fact name="Plan">{[call.plan, call.degraded].filter(Boolean).join(", ") || "–"}</Fact>
      <Fact name="Model">{call.model ?? "–"}</Fact>
      <Fact name="Corpus version">{call.corpusVersion ?? "–"}</Fact>
      <Fact name="Took">{formatDuration(call.totalMs)}</Fact>
      {stagesOf(call.timings).map(({ label, ms }) => (
        <Fact key={label} name={label}>
          {ms.toFixed(1)} ms
        </Fact>
      ))}
      {call.configurationHash ? (
        <Fact name="Configuration">
          <CopyButton value={call.configurationHash} label="configuration hash" />
        </Fact>
      ) : null}
    </dl>
  );
}

function askedWith({ askedWith, queryCharacters, queryText }: ProvedRetrieval): string {
  if (askedWith === "vector") return "a vector";
  if (askedWith === "nothing") return "nothing that parses";
  if (queryText !== null) return `“${queryText}”`;
  return `a query of ${formatCount(queryCharacters ?? 0)} characters (its words were not kept)`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 border-b py-1">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 text-right break-words">{children}</dd>
    </div>
  );
}
