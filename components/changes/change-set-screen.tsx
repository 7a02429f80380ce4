import type { Route } from "next";
import Link from "next/link";
import { RowChanges } from "#components/edit/rows-preview.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { ChangeSet, ChangeSetRow, RowOutcome } from "#lib/corpus/change-set-schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import { ChangeActions } from "./change-actions.tsx";
import { PredictedActual } from "./predicted-actual.tsx";

export type ChangeSetPage = ChangeSet & {
  done: number;
  items: ChangeSetRow[];
  nextAfter: number | null;
};
type ScreenProps = { set: ChangeSetPage; outcome: RowOutcome | undefined };

/** One change set: what was asked for, what was predicted and what came of it, row by row. */
export function ChangeSetScreen({ set, outcome }: ScreenProps) {
  return (
    <>
      <nav aria-label="Breadcrumb" className="px-4 pt-3 text-xs text-muted">
        <Link href={"/changes" as Route} className="hover:underline">
          Changes
        </Link>
      </nav>
      <PageHeader
        title={set.name}
        purpose={
          <>
            {set.by}, <RelativeTime at={set.appliedAt ?? set.createdAt} />
            {set.decidedBy ? ` · decided by ${set.decidedBy}` : ""}
          </>
        }
        action={<ChangeActions set={set} />}
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-4">
        <StateChip state={set.state} />
        <span>{summary(set)}</span>
        {set.undoneBy ? (
          <Link className="underline" href={`/changes/${set.undoneBy}` as Route}>
            Undone by a later change
          </Link>
        ) : null}
        {set.undoOf ? (
          <Link className="underline" href={`/changes/${set.undoOf}` as Route}>
            The change that this undid
          </Link>
        ) : null}
      </div>
      <div className="grid gap-6 px-4 pb-8 xl:grid-cols-[minmax(0,1fr)_28rem]">
        <div className="flex min-w-0 flex-col gap-6 xl:order-2">
          <Panel title="Asked for">
            <Asked set={set} />
          </Panel>
          <Panel title="Predicted and actual">
            <PredictedActual set={set} />
          </Panel>
        </div>
        <Panel
          title="Rows"
          action={<OutcomeLinks set={set} outcome={outcome} />}
          className="min-w-0"
        >
          {set.items.length > 0 ? (
            <RowChanges rows={set.items} />
          ) : (
            <EmptyState title="No such rows">
              No row of this change set had this outcome.
            </EmptyState>
          )}
          {set.nextAfter === null ? null : (
            <p className="py-2">
              <Link className="underline" href={pageHref(set.id, outcome, set.nextAfter)}>
                Next rows
              </Link>
            </p>
          )}
        </Panel>
      </div>
    </>
  );
}

function Asked({ set }: { set: ChangeSetPage }) {
  return (
    <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-1 break-words">
      {set.changes.map(({ label, text }) => (
        <Pair key={label} term={label}>
          {text}
        </Pair>
      ))}
      {set.filter === null ? null : (
        <Pair term="Rows">
          <code className="break-all">{set.filter || "all documents"}</code>
        </Pair>
      )}
      {set.note ? <Pair term="Note">{set.note}</Pair> : null}
      {set.reason ? <Pair term="Reason">{set.reason}</Pair> : null}
    </dl>
  );
}

function Pair({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function summary({ state, rows, done, subject }: ChangeSetPage): string {
  if (state === "applying") return `${formatCount(done)} of ${plural(rows.total, "row")} done`;
  if (state === "waiting for approval" || state === "rejected")
    return plural(rows.total, `${subject} to change`, `${subject}s to change`);
  return `${plural(rows.changed, subject)} changed · ${formatCount(rows.same)} already so · ${formatCount(rows.skipped)} left as they are`;
}

const outcomes = [
  ["all", undefined],
  ["changed", "changed"],
  ["left", "skipped"],
  ["already so", "same"],
] as const;

function OutcomeLinks({ set, outcome }: ScreenProps) {
  return (
    <span className="flex gap-3">
      {outcomes.map(([label, value]) => (
        <Link
          key={label}
          href={pageHref(set.id, value)}
          aria-current={value === outcome ? "true" : undefined}
          className="text-muted underline-offset-4 hover:underline aria-[current]:font-medium aria-[current]:text-foreground"
        >
          {label}
        </Link>
      ))}
    </span>
  );
}

function pageHref(id: string, outcome: RowOutcome | undefined, after?: number): Route {
  const params = new URLSearchParams();
  if (outcome) params.set("outcome", outcome);
  if (after !== undefined) params.set("after", String(after));
  const query = params.toString();
  return `/changes/${id}${query ? `?${query}` : ""}` as Route;
}
