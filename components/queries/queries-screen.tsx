import { Columns2, MessageCircleQuestion } from "lucide-react";
import type { Route } from "next";
import Form from "next/form";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import {
  listQueriesSchema,
  type QueryListState,
  type QueryPage,
  queriesPageSize,
} from "#lib/evaluate/schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import { toQueryString } from "#lib/url/to-query-string.ts";
import { ImportQueriesDialog } from "./import-queries-dialog.tsx";
import { QueryList } from "./query-list.tsx";
import { SetLinks } from "./set-links.tsx";

type QueriesScreenProps = {
  page: QueryPage;
  state: QueryListState;
  ignored: string[];
  canSave: boolean;
};

/** Questions that were kept, in sets, each with what it should bring. */
export function QueriesScreen({ page, state, ignored, canSave }: QueriesScreenProps) {
  const hrefOf = (part: Partial<QueryListState>) =>
    `/retrieval/queries${toQueryString(listQueriesSchema.parse({}), { ...state, page: 1, ...part })}` as Route;
  const filtered = state.q !== "" || state.set !== "" || state.who !== "all";
  const last = Math.max(1, Math.ceil(page.total / queriesPageSize));
  return (
    <>
      <PageHeader
        title="Saved queries"
        purpose="Questions that are asked again and again, with what each should bring and must not."
        action={
          <>
            <Button asChild>
              <Link href={`/retrieval/compare${state.set ? `?set=${state.set}` : ""}` as Route}>
                <Columns2 aria-hidden />
                Run two lanes over them
              </Link>
            </Button>
            {canSave ? <ImportQueriesDialog /> : null}
          </>
        }
      />
      {ignored.length > 0 ? (
        <div className="px-4 pb-3">
          <Notice tone="warn">
            Left out of the address, as it makes no sense: {ignored.join(", ")}.
          </Notice>
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-2 border-b px-4 pb-3">
        <Form action="/retrieval/queries" className="w-72 max-w-full">
          {state.set === "" ? null : <input type="hidden" name="set" value={state.set} />}
          <Input
            name="q"
            type="search"
            aria-label="Search name or question"
            placeholder="Search name or question"
            defaultValue={state.q}
          />
        </Form>
        <SetLinks page={page} state={state} hrefOf={hrefOf} />
      </div>
      {page.items.length > 0 ? (
        <>
          <QueryList items={page.items} canSave={canSave} />
          <p className="flex items-center gap-3 border-t px-4 py-2 text-muted">
            {plural(page.total, "query", "queries")}
            {last > 1 ? ` · page ${formatCount(state.page)} of ${formatCount(last)}` : ""}
            {state.page > 1 ? (
              <Link href={hrefOf({ page: state.page - 1 })} className="underline">
                Former page
              </Link>
            ) : null}
            {state.page < last ? (
              <Link href={hrefOf({ page: state.page + 1 })} className="underline">
                Next page
              </Link>
            ) : null}
          </p>
        </>
      ) : filtered ? (
        <EmptyState
          title="No saved query matches"
          icon={MessageCircleQuestion}
          action={
            <Button asChild>
              <Link href="/retrieval/queries">Show all saved queries</Link>
            </Button>
          }
        >
          Take the search or the set away.
        </EmptyState>
      ) : (
        <EmptyState
          title="No query is saved yet"
          icon={MessageCircleQuestion}
          action={
            <Button asChild variant="primary">
              <Link href="/retrieval">Open the lab</Link>
            </Button>
          }
        >
          Ask a question in the lab, mark what should come, and save it. A CSV file of questions can
          be imported too.
        </EmptyState>
      )}
    </>
  );
}
