import { formatCount } from "#lib/format/number.ts";
import type { Run } from "#lib/ingest/runs-schemas.ts";

/** How far a run is, in documents; without a total only a word. */
export function RunProgress({ run }: { run: Run }) {
  const { total, scanned } = run.documents;
  if (total === 0) return <span className="text-muted">not started</span>;
  return (
    <span className="flex items-center gap-2">
      <progress
        className="h-1.5 w-32 appearance-none overflow-hidden rounded-full bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
        value={Math.min(scanned, total)}
        max={total}
        aria-label="Documents done"
      />
      <span>
        {formatCount(scanned)} of {formatCount(total)} documents
      </span>
    </span>
  );
}
