import { FileQuestion, FileX } from "lucide-react";
import Link from "next/link";
import { Pager } from "#components/data-table/pager.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import {
  type DocumentListState,
  type DocumentPage,
  documentListSchema,
  pageSize,
} from "#lib/corpus/schemas.ts";
import { toQueryString } from "#lib/url/search-params.ts";
import { DocumentsFilters } from "./documents-filters.tsx";
import { DocumentsTable } from "./documents-table.tsx";

type ScreenProps = { list: DocumentPage; state: DocumentListState; ignored: string[] };

/** The list of documents with its filters and its ways of being empty. */
export function DocumentsScreen({ list, state, ignored }: ScreenProps) {
  const filtered = isFiltered(state);
  return (
    <>
      <PageHeader title="Documents" purpose="What the assistant may know, one row a source file." />
      {ignored.length > 0 ? (
        <div className="px-4 pb-3">
          <Notice tone="warn">
            The address holds values that make no sense here and were left out: {ignored.join(", ")}
            .
          </Notice>
        </div>
      ) : null}
      <DocumentsFilters state={state} facets={list.facets} filtered={filtered} />
      <div className="border-t">
        {list.items.length > 0 ? (
          <>
            <DocumentsTable list={list} state={state} />
            <Pager
              page={state.page}
              pageSize={pageSize}
              total={list.total}
              noun={list.total === 1 ? "document" : "documents"}
              hrefOf={(page) =>
                `/documents${toQueryString(documentListSchema, { ...state, page })}`
              }
            />
          </>
        ) : (
          <NothingHere total={list.total} page={state.page} filtered={filtered} />
        )}
      </div>
    </>
  );
}

function isFiltered({ sort, dir, ...state }: DocumentListState): boolean {
  return toQueryString(documentListSchema, { ...state, sort: "path", dir: "asc", page: 1 }) !== "";
}

type NothingProps = { total: number; page: number; filtered: boolean };

function NothingHere({ total, page, filtered }: NothingProps) {
  if (total > 0)
    return (
      <EmptyState title={`Page ${page} is past the end`} icon={FileQuestion}>
        {total === 1 ? "1 document matches" : `${total} documents match`}, all on earlier pages.
      </EmptyState>
    );
  if (!filtered)
    return (
      <EmptyState title="No documents yet" icon={FileX}>
        Nothing has been ingested into this database. Run <code>pnpm ingest:v2</code> on a machine
        that holds the corpus files; the manifest decides what comes in.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No document matches"
      icon={FileQuestion}
      action={
        <Button asChild>
          <Link href="/documents">Show all documents</Link>
        </Button>
      }
    >
      No document has all of these values. Take one of the filters away.
    </EmptyState>
  );
}
