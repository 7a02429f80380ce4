import type { ReactNode } from "react";
import { DocumentRuns } from "#components/documents/document-runs.tsx";
import type { DocumentTab } from "#components/documents/document-tabs.tsx";
import { HistoryTimeline } from "#components/documents/history-timeline.tsx";
import { MetadataTable } from "#components/documents/metadata-table.tsx";
import { TextTab } from "#components/documents/text-tab.tsx";
import { timelineOf } from "#components/documents/timeline.ts";
import { QueryPlaces } from "#components/queries/query-places.tsx";
import { can } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { readHistory } from "#lib/corpus/read-history.ts";
import { readSource } from "#lib/corpus/read-source.ts";
import type { DocumentDetail } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { listForeignWrites } from "#lib/curate/foreign-writes.ts";
import { database } from "#lib/db/pool.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import { listDocumentRuns } from "#lib/ingest/list-document-runs.ts";
import { readerOf } from "./reader-of.ts";

/** The part of a document's page that a tab stands for, with what only that part reads. */
export async function documentPart(
  tab: DocumentTab,
  document: DocumentDetail,
  staff: Staff,
  fromChunk: number,
): Promise<ReactNode> {
  const { id } = document;
  if (tab === "metadata")
    return (
      <div className="max-w-3xl px-4">
        <MetadataTable fields={document.metadata} />
      </div>
    );
  if (tab === "retrieval")
    return (
      <div className="max-w-3xl px-4">
        <QueryPlaces url={`/api/documents/${id}/places`} what="document" />
      </div>
    );
  if (tab === "history")
    return (
      <div className="max-w-3xl px-4">
        <HistoryTimeline
          subjectId={id}
          happenings={timelineOf(await readHappenings(id, staff))}
          mayEdit={can(staff.role, "documents.edit")}
        />
      </div>
    );
  if (tab === "runs")
    return (
      <div className="max-w-4xl px-4">
        <DocumentRuns runs={await listDocumentRuns(database("read"), id)} />
      </div>
    );
  const source = await readSource(database("read"), id, readerOf(staff), fromChunk);
  return <TextTab document={document} source={source} from={fromChunk} />;
}

/** What people, runs and other programs did with a document. */
async function readHappenings(documentId: string, staff: Staff) {
  const [entries, runs, writes] = await Promise.all([
    readHistory(database(), { documentId }, redactProse),
    listDocumentRuns(database("read"), documentId),
    listForeignWrites(database("read"), { ...viewerOf(staff), documentId }),
  ]);
  return { entries, runs, writes: writes.items };
}
