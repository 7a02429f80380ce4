import type { Route } from "next";
import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { plural } from "#lib/format/number.ts";
import type { RunPlanItem, Served } from "#lib/ingest/plan-schemas.ts";
import { mendWords } from "./mend-words.ts";

type Failure = Pick<RunPlanItem, "message" | "served" | "settledBy">;

/** Why a document failed, what is served instead, since when, and what mends it. */
export function FailedDocument({ item: { message, served, settledBy } }: { item: Failure }) {
  return (
    <div className="flex flex-col gap-0.5">
      <span className="break-words text-danger">{message ?? "It failed without a word."}</span>
      {settledBy ? (
        <span>
          Mended in{" "}
          <Link className="underline" href={`/runs/${settledBy}` as Route}>
            a later run
          </Link>
          .
        </span>
      ) : (
        <>
          <ServedInstead served={served} />
          <span className="text-muted">{mendWords(message ?? "")}</span>
        </>
      )}
    </div>
  );
}

/** What readers are served of a document that could not be brought up to date. */
export function ServedInstead({ served }: { served: Served | null }) {
  if (!served || served.chunks === 0)
    return <span>Nothing of this document is served meanwhile.</span>;
  return (
    <span>
      Served meanwhile: {plural(served.chunks, "chunk")}
      {served.since ? (
        <>
          {" "}
          of the ingestion <RelativeTime at={served.since} />
        </>
      ) : (
        " that were there before"
      )}
      .
    </span>
  );
}
