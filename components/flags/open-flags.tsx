import { Flag as FlagIcon } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Flag } from "#lib/corpus/flag-schemas.ts";
import { plural } from "#lib/format/number.ts";

/** What people noticed about a row and nobody has dealt with yet, folded to one line. */
export function OpenFlags({ flags }: { flags: Flag[] }) {
  if (flags.length === 0) return null;
  return (
    <details className="mx-4 mb-3 rounded-md border bg-warn-soft px-3 py-1.5">
      <summary className="cursor-pointer">
        <FlagIcon className="mr-1.5 inline size-3.5 align-[-2px]" aria-hidden />
        {plural(flags.length, "open flag")}:{" "}
        {flags.some(({ kind }) => kind === "re-ingest")
          ? "somebody asks for re-ingestion"
          : flags[0]?.note}
      </summary>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {flags.map((flag) => (
          <li key={flag.id}>
            <p className="break-words whitespace-pre-wrap">{flag.note}</p>
            <p className="text-xs text-muted">
              {flag.by}, <RelativeTime at={flag.at} />
              {flag.kind === "re-ingest" ? " · please re-ingest" : ""}
              {flag.subject === "chunk" ? ` · on ${flag.label}` : ""}
            </p>
          </li>
        ))}
      </ul>
      <Link href={"/flags" as Route} className="underline">
        All flags
      </Link>
    </details>
  );
}
