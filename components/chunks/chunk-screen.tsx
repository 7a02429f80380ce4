import type { Route } from "next";
import Link from "next/link";
import { HistoryTimeline } from "#components/documents/history-timeline.tsx";
import type { Happening } from "#components/documents/timeline.ts";
import { EditButton } from "#components/edit/edit-button.tsx";
import { NotAnEditor } from "#components/edit/not-an-editor.tsx";
import { FlagButton } from "#components/flags/flag-button.tsx";
import { OpenFlags } from "#components/flags/open-flags.tsx";
import { QueryPlaces } from "#components/queries/query-places.tsx";
import { FollowRun } from "#components/runs/follow-run.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ChunkDetail } from "#lib/corpus/chunk-schemas.ts";
import type { Flag } from "#lib/corpus/flag-schemas.ts";
import { AppearanceList } from "./appearance-list.tsx";
import { ChunkFacts } from "./chunk-facts.tsx";
import { ChunkHeading } from "./chunk-heading.tsx";
import { NeighbourList } from "./neighbour-list.tsx";

type ScreenProps = {
  chunk: ChunkDetail;
  mayEdit: boolean;
  flags: Flag[];
  happenings: Happening[];
};

/** One chunk: its text, what stands beside it, what is nearest to it, and where it was returned. */
export function ChunkScreen({ chunk, mayEdit, flags, happenings }: ScreenProps) {
  const document = `/documents/${chunk.documentId}`;
  return (
    <>
      <nav aria-label="Breadcrumb" className="flex gap-1 px-4 pt-3 text-xs text-muted">
        <Link href={"/chunks" as Route} className="hover:underline">
          Chunks
        </Link>
        <span aria-hidden>/</span>
        <Link href={document as Route} className="min-w-0 truncate hover:underline">
          {chunk.documentPath}
        </Link>
      </nav>
      <PageHeader
        title={`${chunk.documentTitle}, chunk ${chunk.index + 1}`}
        purpose={<ChunkHeading chunk={chunk} />}
        action={
          <>
            <Beside id={chunk.previousId} label="Previous chunk" />
            <Beside id={chunk.nextId} label="Next chunk" />
            <Button asChild>
              <Link href={`${document}?chunk=${chunk.index}#chunk-${chunk.id}` as Route}>
                In its document
              </Link>
            </Button>
            <FlagButton subject="chunk" id={chunk.id} />
            {mayEdit ? (
              <EditButton
                subject="chunk"
                id={chunk.id}
                label={`${chunk.documentPath}, chunk ${chunk.index + 1}`}
              />
            ) : (
              <NotAnEditor />
            )}
          </>
        }
      />
      <OpenFlags flags={flags} />
      {chunk.waiting ? <FollowRun /> : null}
      <div className="grid gap-6 px-4 xl:grid-cols-[minmax(0,1fr)_28rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <Panel title="Text">
            <p className="max-w-[80ch] break-words whitespace-pre-wrap">{chunk.text}</p>
          </Panel>
          <div className="border-t pt-4">
            <NeighbourList id={chunk.id} />
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <div className="border-t pt-4">
            <ChunkFacts chunk={chunk} />
          </div>
          <Panel title="Saved queries that bring it">
            <QueryPlaces url={`/api/chunks/${chunk.id}/places`} what="chunk" />
          </Panel>
          <Panel title="Where it was returned">
            <AppearanceList id={chunk.id} />
          </Panel>
          <Panel title="History">
            <HistoryTimeline subjectId={chunk.id} happenings={happenings} mayEdit={mayEdit} />
          </Panel>
        </div>
      </div>
    </>
  );
}

function Beside({ id, label }: { id: string | null; label: string }) {
  if (!id) return null;
  return (
    <Button asChild>
      <Link href={`/chunks/${id}` as Route}>{label}</Link>
    </Button>
  );
}
