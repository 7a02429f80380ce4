import { LoaderCircle, ShieldAlert, ShieldCheck } from "lucide-react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { ScanRow } from "#lib/guardrail/scan-schemas.ts";

type ScanSummaryProps = { last: ScanRow | null; current: ScanRow | null; now: number };

/** The verdict of the last search, and whether one is under way. */
export function ScanSummary({ last, current, now }: ScanSummaryProps) {
  if (!last && !current)
    return (
      <EmptyState title="Nothing has been searched yet" icon={ShieldAlert}>
        A worker searches every day. Start one now, or use pnpm guardrail:scan on the server.
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-2 px-4 pb-3">
      {last ? <Verdict scan={last} now={now} /> : null}
      {current ? (
        <p role="status" className="flex items-center gap-2 text-muted">
          <LoaderCircle className="size-3.5 animate-spin" aria-hidden />
          {current.startedAt ? "A search is under way" : "A search waits for a worker"}, asked for
          by {current.requestedBy} <RelativeTime at={current.requestedAt} now={now} />.
        </p>
      ) : null}
      {last && last.unread.length > 0 ? (
        <Notice tone="warn">
          Not searched, because the console may not read them: {last.unread.join(", ")}
        </Notice>
      ) : null}
    </div>
  );
}

function Verdict({ scan, now }: { scan: ScanRow; now: number }) {
  const clean = scan.leaks === 0;
  const Icon = clean ? ShieldCheck : ShieldAlert;
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <Icon className={clean ? "size-4 text-ok" : "size-4 text-danger"} aria-hidden />
      <span className="font-medium">
        {clean
          ? "No amount stands where none may."
          : `${formatCount(scan.leaks)} ${scan.leaks === 1 ? "amount stands" : "amounts stand"} where none may.`}
      </span>
      <span className="text-muted">
        {formatCount(scan.rowsScanned)} rows searched{" "}
        <RelativeTime at={scan.finishedAt} now={now} /> ({scan.requestedBy}).
      </span>
    </p>
  );
}
