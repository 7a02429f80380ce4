"use client";

import { Download, GitCompare } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { ApiError } from "#components/api-client.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { KeysetPager } from "#components/data-table/keyset-pager.tsx";
import { SelectionBar } from "#components/data-table/selection-bar.tsx";
import { useSelection } from "#components/data-table/use-selection.ts";
import { askedReason } from "#components/edit/asked-reason.ts";
import { ReasonDialog } from "#components/edit/reason-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Drift, DriftListState } from "#lib/corpus/drift-schemas.ts";
import { toQueryString } from "#lib/url/to-query-string.ts";
import { DriftActions } from "./drift-actions.tsx";
import { columns, keyOf } from "./drift-columns.tsx";
import { DriftFilters } from "./drift-filters.tsx";
import { DriftTabs } from "./drift-tabs.tsx";
import { useAcceptDrift } from "./use-accept-drift.ts";

type ScreenProps = {
  items: Drift[];
  total: number;
  /** When the rows were read. */
  seenAt: string;
  nextCursor: string | null;
  previousCursor: string | null;
  state: DriftListState;
  /** Parameters of the address that made no sense. */
  ignored: string[];
  mayEdit: boolean;
  mayDownload: boolean;
};
type Narrowed = Record<string, string>;
const noFilter: Narrowed = { path: "", field: "" };
const noun = ["field", "fields"] as const;

/** Where people's values differ from the manifest's or the file's; one side is taken for one or many. */
export function DriftScreen({
  items,
  total,
  seenAt,
  state,
  ignored,
  mayEdit,
  mayDownload,
  ...cursors
}: ScreenProps) {
  const router = useRouter();
  const rows = items.map((item) => ({ ...item, id: keyOf(item) }));
  const narrowed = { path: state.path, field: state.field };
  const filter = toQueryString(noFilter, narrowed);
  const turn = (cursor: { after: string } | { before: string }) => () => {
    router.push(`/drift${toQueryString(noFilter, { ...narrowed, ...cursor })}` as Route);
  };
  const selection = useSelection(rows, {
    filter,
    total,
    estimated: false,
    seenAt,
  });
  const accept = useAcceptDrift(selection.clear);
  const asked = askedReason(accept.error);
  return (
    <>
      <PageHeader
        title="Drift"
        purpose="Where values in force differ from what the manifest or the file says."
        action={
          mayDownload ? (
            <>
              <DownloadLink as="manifest">Manifest with these values</DownloadLink>
              <DownloadLink as="diff">As a diff</DownloadLink>
            </>
          ) : null
        }
      />
      <DriftTabs current="manifest" />
      <ReasonDialog
        asked={asked}
        busy={accept.isPending}
        onReason={(why) => accept.variables && accept.mutate({ ...accept.variables, reason: why })}
        onCancel={accept.reset}
      />
      {accept.error && !asked ? (
        <div className="px-4 pb-3">
          <ErrorState
            title={accept.error.message}
            requestId={accept.error instanceof ApiError ? accept.error.requestId : undefined}
          />
        </div>
      ) : null}
      {ignored.length > 0 ? (
        <div className="px-4 pb-3">
          <Notice tone="warn">
            Left out, because it makes no sense here: {ignored.join(", ")}.
          </Notice>
        </div>
      ) : null}
      {filter === "" && total === 0 ? null : <DriftFilters path={state.path} field={state.field} />}
      <div className="border-t">
        {rows.length > 0 ? (
          <DataTable
            label="Differences"
            columns={columns}
            rows={rows}
            rowKey={keyOf}
            rowName={(row) => `${row.label} of ${row.path}`}
            {...(mayEdit ? { selection } : {})}
          />
        ) : (
          <EmptyState
            title={filter === "" ? "Nothing differs" : "No such difference"}
            icon={GitCompare}
          >
            {filter === ""
              ? "Every value in force is what the manifest and the files say."
              : "Take one of the filters away."}
          </EmptyState>
        )}
        {mayEdit ? (
          <SelectionBar
            control={selection}
            noun={noun}
            actions={(chosen, clear) => (
              <DriftActions
                selection={chosen}
                filter={narrowed}
                busy={accept.isPending}
                onAccept={(side, reason) =>
                  chosen.kind === "rows" && accept.mutate({ side, chosen: chosen.rows, reason })
                }
                onDone={clear}
              />
            )}
          />
        ) : null}
        {rows.length > 0 ? (
          <KeysetPager
            shown={rows.length}
            total={{ count: total, exact: true }}
            noun={noun}
            onPrevious={
              cursors.previousCursor ? turn({ before: cursors.previousCursor }) : undefined
            }
            onNext={cursors.nextCursor ? turn({ after: cursors.nextCursor }) : undefined}
          />
        ) : null}
      </div>
    </>
  );
}

function DownloadLink({ as, children }: { as: "manifest" | "diff"; children: string }) {
  return (
    <Button asChild>
      <a href={`/api/drift/manifest?as=${as}`} download>
        <Download aria-hidden /> {children}
      </a>
    </Button>
  );
}
