import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { ValueText } from "#components/ui/value-text.tsx";
import type { ChangeSetRow, Effect } from "#lib/corpus/change-set-schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";

/** Some of the rows, field by field, folded away at first; those that are left come first. */
export function RowsPreview({ effect }: { effect: Effect }) {
  const { change, skipped } = effect.rows;
  const shown = effect.sample.length;
  if (shown === 0) return null;
  return (
    <details className="rounded-md border" open={skipped > 0}>
      <summary className="cursor-pointer px-3 py-1.5">
        {skipped > 0 ? `${plural(skipped, "row is", "rows are")} left as they are · ` : ""}
        {plural(change, "row changes", "rows change")}
      </summary>
      <ScrollBox label="Rows, field by field" className="max-h-64 border-t">
        <RowChanges rows={effect.sample} />
        {change + skipped > shown ? (
          <p className="px-3 py-1.5 text-muted">and {formatCount(change + skipped - shown)} more</p>
        ) : null}
      </ScrollBox>
    </details>
  );
}

/** Rows with what becomes of their fields, or why nothing does. */
export function RowChanges({ rows }: { rows: readonly ChangeSetRow[] }) {
  return (
    <ul className="divide-y divide-line">
      {rows.map((row) => (
        <li key={row.subjectId} className="px-3 py-1.5">
          <p className="font-mono text-xs break-all">{row.label}</p>
          {row.why ? <p className="text-warn">{row.why}</p> : null}
          {row.fields.map(({ name, label, from, to }) => (
            <p key={name} className="break-words">
              <span className="text-muted">{label}:</span> <ValueText value={from} />{" "}
              {JSON.stringify(from) === JSON.stringify(to) ? (
                <span className="text-muted">stays</span>
              ) : (
                <>
                  → <ValueText value={to} />
                </>
              )}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
