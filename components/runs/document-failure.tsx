import type { Route } from "next";
import Link from "next/link";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { DocumentFailure as Failure } from "#lib/ingest/plan-schemas.ts";
import { ServedInstead } from "./failed-document.tsx";
import { mendWords } from "./mend-words.ts";

/** On a document's page, for its owner too: the last run failed on it, what is served, and what mends it. */
export function DocumentFailure({ failure }: { failure: Failure | null }) {
  if (!failure) return null;
  return (
    <div className="px-4 pb-3">
      <Notice tone="warn">
        <Link className="font-medium underline" href={`/runs/${failure.runId}` as Route}>
          The last run
        </Link>{" "}
        could not bring this document up to date <RelativeTime at={failure.at} />:{" "}
        {failure.message ?? "it failed without a word."} <ServedInstead served={failure.served} />{" "}
        {mendWords(failure.message ?? "")}
      </Notice>
    </div>
  );
}
