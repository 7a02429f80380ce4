"use client";

import { useMutation } from "@tanstack/react-query";
import { Check, Download, GitCompare } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiError, apiSend } from "#components/api-client.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { SelectionBar } from "#components/data-table/selection-bar.tsx";
import { useSelection } from "#components/data-table/use-selection.ts";
import { askedReason } from "#components/edit/asked-reason.ts";
import { ReasonDialog } from "#components/edit/reason-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Drift } from "#lib/corpus/drift-schemas.ts";
import { formatCount } from "#lib/format/number.ts";
import { columns, keyOf } from "./drift-columns.tsx";
import { DriftTabs } from "./drift-tabs.tsx";

type Accepted = { side: "manifest" | "person"; chosen: Drift[]; reason: string };
type ScreenProps = { items: Drift[]; total: number; mayEdit: boolean; mayDownload: boolean };

/** Where people's values differ from the manifest's or the file's; one side is taken for one or many. */
export function DriftScreen({ items, total, mayEdit, mayDownload }: ScreenProps) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const rows = items.map((item) => ({ ...item, id: keyOf(item) }));
  const selection = useSelection(rows, {
    filter: "",
    total: rows.length,
    estimated: false,
    seenAt: "",
  });
  const accept = useMutation({
    mutationFn: ({ side, chosen, reason }: Accepted) =>
      apiSend<{ fields: number; changeSetId: string | null }>("POST", "/api/drift/accept", {
        side,
        rows: chosen.map(({ documentId, version, field }) => ({ documentId, version, field })),
        ...(reason?.trim() ? { reason } : {}),
      }),
    onSuccess: ({ changeSetId }) => {
      toast.success(changeSetId ? "The manifest's values are taken over." : "Marked as meant.");
      selection.clear();
      if (changeSetId) router.push(`/changes/${changeSetId}` as Parameters<typeof router.push>[0]);
      router.refresh();
    },
  });
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
      {total > items.length ? (
        <div className="px-4 pb-3">
          <Notice>
            {formatCount(items.length)} of {formatCount(total)} differences, those that nobody
            decided on first. The files to download hold all of them.
          </Notice>
        </div>
      ) : null}
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
          <EmptyState title="Nothing differs" icon={GitCompare}>
            Every value in force is what the manifest and the files say.
          </EmptyState>
        )}
        {mayEdit ? (
          <SelectionBar
            control={selection}
            noun={["field", "fields"]}
            actions={(chosen) => {
              const ids = chosen.kind === "all" ? null : new Set(chosen.rows.map(({ id }) => id));
              const some = rows.filter((row) => ids === null || ids.has(row.id));
              return (
                <>
                  <Input
                    aria-label="Reason"
                    placeholder="Reason"
                    className="w-48"
                    maxLength={1000}
                    value={reason}
                    onChange={(event) => setReason(event.target.value)}
                  />
                  <Button
                    size="sm"
                    disabled={accept.isPending}
                    onClick={() => accept.mutate({ side: "manifest", chosen: some, reason })}
                  >
                    Take the manifest's
                  </Button>
                  <Button
                    size="sm"
                    disabled={accept.isPending}
                    onClick={() => accept.mutate({ side: "person", chosen: some, reason })}
                  >
                    <Check aria-hidden /> Keep ours
                  </Button>
                </>
              );
            }}
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
