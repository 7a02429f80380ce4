import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Overview } from "#lib/curate/overview-schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import { type Judgment, judge } from "./judge.ts";
import { NumberLink } from "./number-link.tsx";

const looks: Record<Judgment["fit"], { icon: typeof CircleCheck; color: string }> = {
  yes: { icon: CircleCheck, color: "text-ok" },
  look: { icon: TriangleAlert, color: "text-warn" },
  no: { icon: CircleX, color: "text-danger" },
};

const served = "embedding=embedded&visibility=public&confidentiality=normal";

/** Is the corpus fit to serve? One line, each number a link to what it counts. */
export function Verdict({ overview }: { overview: Overview }) {
  const { states, suspects, lastRun } = overview;
  const { serving, documents } = states;
  const { fit, words } = judge(overview);
  const { icon: Icon, color } = looks[fit];
  return (
    <div className="flex gap-2.5 px-4 pb-5 text-lg">
      <Icon className={`mt-1 size-4 shrink-0 ${color}`} aria-hidden />
      <p className="text-pretty">
        <strong className="font-semibold">{words}</strong> Serving{" "}
        <NumberLink to={`/documents?${served}`}>{plural(serving.documents, "document")}</NumberLink>
        , <NumberLink to={`/chunks?${served}`}>{plural(serving.chunks, "chunk")}</NumberLink>.{" "}
        <NumberLink to="/documents?embedding=stale">
          {formatCount(documents.stale)} stale
        </NumberLink>
        ,{" "}
        <NumberLink to="/documents?embedding=missing">
          {formatCount(documents.missing)} missing
        </NumberLink>
        ,{" "}
        <NumberLink to="/guardrails">
          {suspects ? plural(suspects.leaks, "suspect") : "not yet searched for amounts"}
        </NumberLink>
        .{" "}
        {lastRun ? (
          <>
            Last run <RelativeTime at={lastRun.finishedAt} />:{" "}
            <NumberLink to={`/runs/${lastRun.id}`}>{lastRun.state}</NumberLink>.
          </>
        ) : (
          <>No run has ended yet.</>
        )}
      </p>
    </div>
  );
}
