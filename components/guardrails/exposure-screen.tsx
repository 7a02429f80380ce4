"use client";

import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { Exposure } from "#lib/guardrail/exposure-schemas.ts";
import { ExposureGroups } from "./exposure-groups.tsx";

/** Who had texts of one document: runs, provider, consumers, staff; and what nobody wrote down. */
export function ExposureScreen({ exposure, now }: { exposure: Exposure; now: number }) {
  const { document, since, runs, moreRuns, provider, consumers, staff, notLogged } = exposure;
  return (
    <>
      <PageHeader
        title="Exposure"
        purpose={
          <>
            Who had texts of{" "}
            <Link href={`/documents/${document.id}` as Route} className="underline">
              {document.path}
            </Link>
            {document.sensitive ? ", which is sensitive to prices" : ""}.
          </>
        }
        action={
          <form className="flex items-center gap-2">
            <label htmlFor="since">Since</label>
            <Input
              id="since"
              name="since"
              type="date"
              defaultValue={since ?? ""}
              className="w-40"
            />
            <Button type="submit">Show</Button>
          </form>
        }
      />
      <div className="flex flex-col gap-6 px-4 pb-8">
        <ExposureGroups
          title="Consumers of the runtime API"
          none="No logged answer to a program held a chunk of it."
          pieces="Chunks returned"
          groups={consumers}
          now={now}
        />
        <ExposureGroups
          title="Embedding provider"
          none="No booked request held a text of it."
          pieces="Texts sent"
          groups={provider}
          now={now}
        />
        <ExposureGroups
          title="Staff in the lab"
          none="No logged question in the lab returned a chunk of it."
          pieces="Chunks returned"
          groups={staff}
          now={now}
        />
        <Panel
          title={`Runs that worked it${moreRuns ? `, the last ${formatCount(runs.length)}` : ""}`}
        >
          {runs.length === 0 ? (
            <p className="text-muted">No run changed or sent it.</p>
          ) : (
            <DataTable
              label="Runs"
              columns={runColumns}
              rows={runs.map((run, n) => ({ run, now, n }))}
              rowKey={({ run, n }) => `${run.id} ${n}`}
            />
          )}
        </Panel>
        <Panel title="Not logged">
          <ul className="list-disc pl-5">
            {notLogged.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}

type RunRow = { run: Exposure["runs"][number]; now: number; n: number };

const runColumns: Column<RunRow>[] = [
  {
    id: "run",
    header: "Run",
    cell: ({ run }) => (
      <Link href={`/runs/${run.id}` as Route} className="font-medium hover:underline">
        {run.kind === "ingest" ? "Ingest" : "Re-embed"}
      </Link>
    ),
  },
  { id: "action", header: "What it did", cell: ({ run }) => run.action },
  { id: "by", header: "Asked by", cell: ({ run }) => run.requestedBy },
  { id: "at", header: "When", cell: ({ run, now }) => <RelativeTime at={run.at} now={now} /> },
];
