"use client";

import { useQuery } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { apiGet } from "#components/api-client.ts";
import { FigureList } from "#components/ui/figure-list.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type MeasureDetail, sourceWords } from "#lib/evaluate/index-measure-schemas.ts";
import { formatCount, formatDuration, plural } from "#lib/format/number.ts";
import { QuestionList } from "./question-list.tsx";
import { RecallSteps } from "./recall-steps.tsx";
import { recallWords, stateWords } from "./recall-words.ts";

type MeasureScreenProps = { first: MeasureDetail; now: number };

/** One measure: its verdict, how the recalls lie, and the questions that miss most. */
export function MeasureScreen({ first, now }: MeasureScreenProps) {
  const { data, error } = useQuery({
    queryKey: ["index-measures", first.id],
    queryFn: ({ signal }) =>
      apiGet<MeasureDetail>(`/api/retrieval/index-measures/${first.id}`, signal),
    initialData: first,
    initialDataUpdatedAt: now,
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : 1_000),
  });
  const missing = data.worst.filter(({ recall }) => recall !== null && recall < 1);
  return (
    <>
      <PageHeader
        title="Measure of the index"
        purpose={
          <>
            <Link href={"/retrieval/index-quality" as Route} className="text-accent underline">
              Index quality
            </Link>{" "}
            · asked for by {data.requestedBy} <RelativeTime at={data.requestedAt} now={now} />
            {data.corpusVersion === null
              ? ""
              : ` · corpus state ${formatCount(data.corpusVersion)}`}
          </>
        }
      />
      <div className="flex flex-col gap-4 px-4 pb-6">
        {error ? (
          <Notice tone="warn">
            These figures could not be brought up to date: {error.message}
          </Notice>
        ) : null}
        {data.state === "failed" ? <Notice tone="warn">It {stateWords(data)}</Notice> : null}
        {data.finishedAt === null ? (
          <p role="status" className="flex items-center gap-2 text-muted">
            <LoaderCircle className="size-3.5 animate-spin" aria-hidden />
            {stateWords(data)}. The figures follow when all are done.
          </p>
        ) : null}
        <Figures measure={data} />
        <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
          <Panel title="How the recalls lie">
            <RecallSteps steps={data.distribution} />
          </Panel>
          <Panel title="What was asked">
            <Sources measure={data} />
          </Panel>
        </div>
        <Panel title="Questions that miss most">
          {missing.length > 0 ? (
            <QuestionList questions={missing} />
          ) : (
            <p className="text-muted">
              {data.measured > 0 || data.done > 0
                ? "None misses a chunk. A chunk as near as the last one counts as found."
                : "Nothing is measured yet."}
            </p>
          )}
        </Panel>
        {data.failed.length > 0 ? (
          <Panel
            title={`Not measured: ${plural(data.unmeasured || data.failed.length, "question")}`}
          >
            <QuestionList questions={data.failed} />
          </Panel>
        ) : null}
      </div>
    </>
  );
}

function Figures({ measure }: { measure: MeasureDetail }) {
  const k = measure.configuration?.k;
  const figures = [
    { name: "Mean recall", value: recallWords(measure.meanRecall), note: k ? `at ${k}` : "" },
    {
      name: "19 of 20 at least",
      value: recallWords(measure.p5Recall),
      note: "the 5th percentile",
    },
    {
      name: "Nothing missed",
      value: measure.finishedAt ? formatCount(measure.perfect) : "–",
      note: `of ${plural(measure.measured, "question")}`,
    },
    {
      name: "Not measured",
      value: measure.finishedAt ? formatCount(measure.unmeasured) : "–",
      note: "listed below with the reason",
    },
  ];
  return <FigureList figures={figures} className="lg:grid-cols-4" />;
}

function Sources({ measure: { bySource, plans } }: { measure: MeasureDetail }) {
  return (
    <div className="space-y-3">
      <ul aria-label="By source" className="divide-y border-y">
        {bySource.map(({ source, questions, meanRecall }) => (
          <li key={source} className="flex justify-between gap-4 py-1.5">
            <span>{sourceWords[source]}</span>
            <span className="text-muted">
              {plural(questions, "question")}
              {meanRecall === null ? "" : ` · mean ${recallWords(meanRecall)}`}
            </span>
          </li>
        ))}
      </ul>
      <ul aria-label="By plan" className="text-muted">
        {plans.map(({ plan, questions, planMs, exactMs }) => (
          <li key={plan}>
            {plan === "exact"
              ? `${plural(questions, "question")} by an exact search, which misses nothing: ${formatDuration(planMs)} on average`
              : `${plural(questions, "question")} by the ${plan} index: ${formatDuration(planMs)} on average, an exact search ${formatDuration(exactMs)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
