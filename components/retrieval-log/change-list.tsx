import type { Route } from "next";
import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ValueText } from "#components/ui/value-text.tsx";
import type { FieldChange, ProvedChange } from "#lib/retrieve/proof-schemas.ts";
import { authorText } from "./words.ts";

/** Every write between the retrieval and now, oldest first. */
export function ChangeList({ changes }: { changes: ProvedChange[] }) {
  if (changes.length === 0)
    return <p className="text-muted">Nothing was written to it or its document since.</p>;
  return (
    <ol className="divide-y divide-line border-y">
      {changes.map((change, at) => (
        // One transaction's writes have one time.
        <li key={`${change.what} ${change.at} ${at}`} className="py-1.5">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{headOf(change)}</span>
            <span className="text-muted">
              {authorText(change.by)}, <RelativeTime at={change.at} />
            </span>
            {change.by.kind === "run" ? (
              <Link href={`/runs/${change.by.runId}` as Route} className="underline">
                the run
              </Link>
            ) : null}
          </p>
          {change.by.kind === "edit" && change.by.reason ? (
            <p className="break-words">“{change.by.reason}”</p>
          ) : null}
          {change.hidden ? (
            <p className="text-muted">
              It was restricted in between: what was written meanwhile only admins see.
            </p>
          ) : null}
          <ul>
            {change.fields.map((field) => (
              <Field key={field.field} {...field} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function headOf({ what, removed, textChanged }: ProvedChange): string {
  const name = what === "document" ? "Document" : "Chunk";
  if (removed) return `${name} removed`;
  return textChanged ? `${name}: text` : name;
}

function Field({ field, from, to }: FieldChange) {
  return (
    <li className="break-words">
      {field.replaceAll("_", " ")}:{" "}
      <span className="text-muted">
        <ValueText value={from} />
      </span>{" "}
      → <ValueText value={to} />
    </li>
  );
}
