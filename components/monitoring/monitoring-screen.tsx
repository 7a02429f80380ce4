import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { plural } from "#lib/format/number.ts";
import {
  callListDefaults,
  type Monitoring,
  type MonitoringState,
  type Returned,
} from "#lib/retrieve/monitor-schemas.ts";
import { toQueryString } from "#lib/url/to-query-string.ts";
import { CallsChart } from "./calls-chart.tsx";
import { CallsTable } from "./calls-table.tsx";
import { ConsumersPanel } from "./consumers-panel.tsx";
import { ErrorsPanel } from "./errors-panel.tsx";
import { Figures } from "./figures.tsx";
import { LatencyChart } from "./latency-chart.tsx";
import { MonitoringFilters } from "./monitoring-filters.tsx";
import { NeverPanel, ReturnedPanel } from "./returned-panel.tsx";
import { StagesPanel } from "./stages-panel.tsx";

type MonitoringScreenProps = {
  state: MonitoringState;
  monitoring: Monitoring;
  returned: Returned;
  logging: boolean;
  settings: ReactNode;
};

/** How retrieval does for those who use it. */
export function MonitoringScreen(props: MonitoringScreenProps) {
  const { state, monitoring, returned, logging, settings } = props;
  const { buckets, latency, stages, errors, consumers, lowest, latest } = monitoring;
  const { range } = state;
  const chosen = consumers.find(({ familyId }) => familyId === state.who);
  const consumer = ["api", "lab", "all"].includes(state.who)
    ? null
    : (chosen?.consumer ?? "a consumer that did not ask");
  const list = (change: object) =>
    `/retrieval/log${toQueryString(callListDefaults, { ...callListDefaults, ...state, ...change })}` as Route;
  return (
    <>
      <PageHeader
        title="Monitoring"
        purpose={
          <>
            How retrieval does for those who use it, as of <RelativeTime at={monitoring.asOf} />.
          </>
        }
        action={settings}
      />
      <MonitoringFilters state={state} consumer={consumer} />
      <div className="flex flex-col gap-6 px-4 pb-8">
        {logging ? null : (
          <Notice tone="warn">
            Logging is switched off: calls are answered, but none is counted here.
          </Notice>
        )}
        {monitoring.alone > 0 ? (
          <Notice tone="warn">
            {plural(monitoring.alone, "answer was", "answers were")} by full text alone, as the
            embedding provider gave no vector.{" "}
            <Link href={list({ outcome: "alone" })} className="underline">
              See which
            </Link>
          </Notice>
        ) : null}
        <Figures monitoring={monitoring} range={range} />
        <div className="grid gap-x-8 gap-y-6 *:min-w-0 xl:grid-cols-2">
          <CallsChart buckets={buckets} range={range} />
          <LatencyChart buckets={buckets} latency={latency} range={range} />
          <StagesPanel stages={stages} />
          <div className="flex flex-col gap-6">
            <ConsumersPanel consumers={consumers} state={state} />
            <ErrorsPanel errors={errors} />
          </div>
          <CallsPanel title="Latest calls" rows={latest} href={list({})} />
          <CallsPanel
            title="Lowest top scores"
            rows={lowest}
            href={list({ sort: "lowest", outcome: "answered" })}
          />
          <ReturnedPanel title="Most returned: documents" rows={returned.documents} />
          <ReturnedPanel title="Most returned: chunks" rows={returned.chunks} />
          <NeverPanel what="documents" never={returned.neverDocuments} />
          <NeverPanel what="chunks" never={returned.neverChunks} />
        </div>
      </div>
    </>
  );
}

type CallsPanelProps = { title: string; rows: Monitoring["latest"]; href: Route };

function CallsPanel({ title, rows, href }: CallsPanelProps) {
  return (
    <Panel
      title={title}
      action={
        rows.length === 0 ? null : (
          <Link href={href} className="text-xs underline">
            All of them<span className="sr-only">: {title.toLowerCase()}</span>
          </Link>
        )
      }
    >
      {rows.length === 0 ? (
        <p className="text-muted">
          None in this time. Programs ask with a token at POST /api/v1/retrieve.
        </p>
      ) : (
        <CallsTable label={`${title}: table`} rows={rows} />
      )}
    </Panel>
  );
}
