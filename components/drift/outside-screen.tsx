"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, DatabaseZap, Undo2 } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { apiSend } from "#components/api-client.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { SelectionBar } from "#components/data-table/selection-bar.tsx";
import { useSelection } from "#components/data-table/use-selection.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { toast } from "#components/ui/toast.ts";
import type {
  ForeignWrite,
  ForeignWritesState,
  Settled,
} from "#lib/corpus/foreign-write-schemas.ts";
import { plural } from "#lib/format/number.ts";
import { toQueryString } from "#lib/url/to-query-string.ts";
import { DriftTabs } from "./drift-tabs.tsx";
import { columns } from "./outside-columns.tsx";
import { OutsideFilters } from "./outside-filters.tsx";

type ScreenProps = {
  items: ForeignWrite[];
  nextCursor: string | null;
  state: ForeignWritesState;
  mayEdit: boolean;
  mayRestore: boolean;
};
const noFilter: ForeignWritesState = { state: "open", path: "", login: "", field: "" };
type Asked = { how: "restore" | "keep"; ids: number[] };

/** What programs other than the console and its runs wrote over: to be put back, or let stand. */
export function OutsideScreen({ items, nextCursor, state, mayEdit, mayRestore }: ScreenProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const rows = items.map((item) => ({ ...item, id: String(item.id), version: 0 }));
  const selection = useSelection(rows, {
    filter: "",
    total: rows.length,
    estimated: false,
    seenAt: "",
  });
  const settle = useMutation({
    mutationFn: (asked: Asked) => apiSend<Settled>("POST", "/api/foreign-writes/settle", asked),
    onSuccess: ({ settled, left }, { how }) => {
      const done = `${plural(settled, "change")} ${how === "restore" ? "put back" : "let stand"}.`;
      if (left.length > 0) toast.error(`${done} ${left.length} left: ${left[0]?.why}`);
      else toast.success(done);
      selection.clear();
      void queries.invalidateQueries({ queryKey: ["navigation"] });
      router.refresh();
    },
    onError: (error) => toast.error(error.message),
  });
  return (
    <>
      <PageHeader
        title="Drift"
        purpose="What programs other than this console wrote over in documents and chunks."
      />
      <DriftTabs current="outside" />
      {rows.length > 0 && state.state === "open" ? (
        <div className="px-4 pb-3">
          <Notice>
            Another program, such as an older pipeline, changed these fields directly in the
            database. What it wrote is in force now.{" "}
            {mayRestore
              ? "Put the former value back, or let the new one stand."
              : mayEdit
                ? "You can let it stand; putting the former value back takes an admin."
                : "Your role reads this list; a content owner or an admin decides."}
          </Notice>
        </div>
      ) : null}
      <OutsideFilters state={state} />
      <div className="border-t">
        {rows.length > 0 ? (
          <DataTable
            label="Written by other programs"
            columns={columns as never}
            rows={rows}
            rowKey={(row) => row.id}
            rowName={(row) => row.path}
            {...(mayEdit && state.state === "open" ? { selection } : {})}
          />
        ) : (
          <EmptyState title={emptyTitle(state)} icon={DatabaseZap}>
            {state.path || state.login || state.field
              ? "Take one of the filters away."
              : "Only this console and its runs have written to documents and chunks."}
          </EmptyState>
        )}
        <SelectionBar
          control={selection}
          noun={["change", "changes"]}
          actions={(chosen) => {
            const ids = (chosen.kind === "all" ? rows : chosen.rows.map(({ id }) => ({ id }))).map(
              ({ id }) => Number(id),
            );
            return (
              <>
                <Button
                  size="sm"
                  disabled={settle.isPending}
                  onClick={() => settle.mutate({ how: "keep", ids })}
                >
                  <Check aria-hidden /> Let it stand
                </Button>
                {mayRestore ? (
                  <Button
                    size="sm"
                    disabled={settle.isPending}
                    onClick={() => settle.mutate({ how: "restore", ids })}
                  >
                    <Undo2 aria-hidden /> Put back
                  </Button>
                ) : null}
              </>
            );
          }}
        />
      </div>
      {nextCursor ? (
        <p className="p-4">
          <Link
            className="underline"
            href={
              `/drift/outside${toQueryString(noFilter, { ...state, cursor: Number(nextCursor) })}` as Route
            }
          >
            Earlier changes
          </Link>
        </p>
      ) : null}
    </>
  );
}

function emptyTitle({ state, path, login, field }: ForeignWritesState): string {
  if (path || login || field) return "No such change matches";
  return state === "open"
    ? "No other program wrote anything to decide on"
    : "Nothing was decided yet";
}
