"use client";

import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { apiSend } from "#components/api-client.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { SavedConfiguration } from "#lib/evaluate/schemas.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { type ContextWords, QueryForm } from "./query-form.tsx";
import { QuestionsMenu } from "./questions-menu.tsx";
import { SampleQueries } from "./sample-queries.tsx";
import { type LabChange, useLabState } from "./use-lab-state.ts";

const loadAnswers = () => import("./lab-answers.tsx");
const LabAnswers = dynamic(loadAnswers, {
  ssr: false,
  loading: () => <Skeleton className="mx-4 h-40" />,
});

export type LabProps = {
  production: Configuration;
  configurations: SavedConfiguration[];
  /** Models whose vectors stand beside the served ones. */
  sets: string[];
  samples: string[];
  vocabulary: ContextWords;
  canSave: boolean;
};

/** The retrieval lab: one question, what production returns, and what other configurations return beside it. */
export function Lab(props: LabProps) {
  const { production, configurations, sets, samples, vocabulary, canSave } = props;
  const state = useLabState();
  const { query, context, change, ask } = state;
  const client = useQueryClient();
  const busy = useIsFetching({ queryKey: ["retrieval"] }) > 0;
  // Asking is what comes next: the lanes are loaded while the question is typed.
  useEffect(() => void loadAnswers().catch(() => undefined), []);

  function askNew(text: string, also?: LabChange) {
    ask(text, also);
    // The history is a convenience: an answer never waits for it or fails with it.
    void apiSend("POST", "/api/retrieval/history", {
      text,
      context,
      lanes: state.lanes,
    }).catch(() => undefined);
  }

  function askAgain(text: string) {
    if (text.trim() === query.trim())
      void client.invalidateQueries({ queryKey: ["retrieval", query] });
    else askNew(text);
  }

  return (
    <>
      <QueryForm
        query={query}
        k={state.k}
        productionK={production.k}
        mode={state.mode}
        about={state.about}
        vocabulary={vocabulary}
        busy={query !== "" && busy}
        onAsk={askAgain}
        onChange={change}
      >
        <QuestionsMenu onAsk={askNew} />
      </QueryForm>
      {state.asked ? (
        <LabAnswers
          state={state}
          production={production}
          configurations={configurations}
          sets={sets}
          canSave={canSave}
        />
      ) : (
        <SampleQueries samples={samples} onAsk={(text) => askNew(text)} />
      )}
    </>
  );
}
