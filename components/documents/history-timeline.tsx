import { Bot, DatabaseZap, type LucideIcon, UserPen } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { textWords } from "#components/drift/outside-columns.tsx";
import { UndoButton } from "#components/edit/undo-button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import { chunkFields, documentFields } from "#lib/corpus/field-schemas.ts";
import type { HistoryEntry } from "#lib/corpus/schemas.ts";
import { plural } from "#lib/format/number.ts";
import type { Happening } from "./timeline.ts";
import { ValueDiff } from "./value-diff.tsx";

type TimelineProps = {
  /** The document or chunk whose history it is. */
  subjectId: string;
  happenings: Happening[];
  mayEdit: boolean;
};

/** What people, runs and other programs did with a row, newest first, each with what it changed. */
export function HistoryTimeline({ subjectId, happenings, mayEdit }: TimelineProps) {
  if (happenings.length === 0)
    return (
      <EmptyState title="Nothing has happened yet">
        Edits, runs and what other programs write are listed here from now on.
      </EmptyState>
    );
  return (
    <ol className="divide-y divide-line">
      {happenings.map((one) => (
        <li key={one.key}>{described(one, mayEdit ? subjectId : null)}</li>
      ))}
    </ol>
  );
}

function described(one: Happening, undoOf: string | null): ReactNode {
  if (one.kind === "edit") return <Edit entries={one.entries} undoOf={undoOf} />;
  if (one.kind === "run") {
    const { run } = one;
    return (
      <Row
        icon={Bot}
        at={run.at}
        who={`run asked for by ${run.by}`}
        link={{ href: `/runs/${run.id}`, text: "the run" }}
      >
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{run.action}</span> <StateChip state={run.state} />
          <span className="text-muted">
            {plural(run.added, "chunk")} written, {run.kept} kept, {run.removed} removed
          </span>
        </p>
        {run.reason ? <p className="break-words">{run.reason}</p> : null}
      </Row>
    );
  }
  const { write } = one;
  return (
    <Row
      icon={DatabaseZap}
      at={write.at}
      who={`another program, as ${write.login}`}
      link={{ href: `/drift/outside?path=${encodeURIComponent(write.path)}`, text: "decide on it" }}
    >
      {write.kind === "metadata" ? null : <p>{textWords(write.kind, write.chunks)}</p>}
      {Object.keys(write.after).map((field) => (
        <ValueDiff key={field} field={field} from={write.before[field]} to={write.after[field]} />
      ))}
      {write.settled ? (
        <p className="text-muted">
          {write.settled.how === "restored" ? "Put back" : "Let stand"} by {write.settled.by}
        </p>
      ) : null}
    </Row>
  );
}

/** One of several fields that a change wrote is given back alone. */
function FieldUndo(props: { changeSetId: string; subjectId: string; column: string }) {
  const { column, ...change } = props;
  const field = [...documentFields, ...chunkFields].find((one) => one.column === column);
  if (!field) return null;
  return <UndoButton {...change} field={field.name} label={`the ${field.label.toLowerCase()}`} />;
}

type EditProps = {
  entries: [HistoryEntry, ...HistoryEntry[]];
  /** The row that may be given its earlier values back. */
  undoOf: string | null;
};

function Edit({ entries, undoOf }: EditProps) {
  const [first] = entries;
  const { changeSetId, reason } = first;
  return (
    <Row
      icon={UserPen}
      at={first.at}
      who={first.actor}
      link={changeSetId ? { href: `/changes/${changeSetId}`, text: "the whole change" } : null}
      action={
        changeSetId && undoOf ? (
          <UndoButton
            changeSetId={changeSetId}
            subjectId={undoOf}
            label={`what ${first.actor} changed`}
          />
        ) : null
      }
    >
      {entries.map((entry) =>
        entry.field ? (
          <div key={entry.id} className="flex flex-wrap items-start justify-between gap-2">
            <ValueDiff field={entry.field} from={entry.from} to={entry.to} />
            {changeSetId && undoOf && entries.length > 1 ? (
              <FieldUndo changeSetId={changeSetId} subjectId={undoOf} column={entry.field} />
            ) : null}
          </div>
        ) : (
          <p key={entry.id}>{entry.action}</p>
        ),
      )}
      {reason ? <p className="break-words">“{reason}”</p> : null}
    </Row>
  );
}

type RowProps = {
  icon: LucideIcon;
  at: string;
  who: string;
  link: { href: string; text: string } | null;
  action?: ReactNode;
  children: ReactNode;
};

function Row({ icon: Icon, at, who, link, action, children }: RowProps) {
  return (
    <div className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-start gap-x-3 py-2.5">
      <Icon className="mt-0.5 size-4 text-muted" aria-hidden />
      <div className="flex min-w-0 flex-col gap-0.5">
        {children}
        <p className="text-xs text-muted">
          {who}, <RelativeTime at={at} />
          {link ? (
            <>
              {" · "}
              <Link href={link.href as Route} prefetch={false} className="underline">
                {link.text}
              </Link>
            </>
          ) : null}
        </p>
      </div>
      {action}
    </div>
  );
}
