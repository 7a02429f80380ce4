import type { Route } from "next";
import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { HistoryEntry } from "#lib/corpus/schemas.ts";
import { valueText } from "#lib/format/value.ts";

/** What people changed, newest first. */
export function HistoryList({ entries }: { entries: HistoryEntry[] }) {
  if (entries.length === 0) return <p className="text-muted">Nobody has changed anything yet.</p>;
  return (
    <ol className="divide-y divide-line">
      {entries.map((entry) => (
        <li key={entry.id} className="py-1.5">
          <p className="break-words">
            {entry.field ? (
              <>
                <span className="font-medium">{entry.field.replaceAll("_", " ")}</span>:{" "}
                {valueText(entry.from) || "nothing"} → {valueText(entry.to) || "nothing"}
              </>
            ) : (
              entry.action
            )}
          </p>
          {entry.reason ? <p className="break-words">“{entry.reason}”</p> : null}
          <p className="text-xs text-muted">
            {entry.actor}, <RelativeTime at={entry.at} />
            {entry.changeSetId ? (
              <>
                {" · "}
                <Link href={`/changes/${entry.changeSetId}` as Route} className="underline">
                  its change and the way back
                </Link>
              </>
            ) : null}
          </p>
        </li>
      ))}
    </ol>
  );
}
