"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { apiGet } from "#components/api-client.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { SavedConfiguration, SavedQuery } from "#lib/evaluate/schemas.ts";
import { mostLanes } from "#lib/retrieve/defaults.ts";
import { compareWithNow } from "./compare-with-now.ts";
import { FrozenNotice } from "./frozen-notice.tsx";
import { wordsToMark } from "./highlight.ts";
import type { LabProps } from "./lab.tsx";
import { LabActions } from "./lab-actions.tsx";
import { LabToolbar } from "./lab-toolbar.tsx";
import { changesFrom, filtersOf, mergeChanges } from "./lane-changes.ts";
import { fewestLanes, laneText } from "./lane-tokens.ts";
import { Lanes } from "./lanes.tsx";
import { QuestionSettings } from "./question-settings.tsx";
import { resolveLane } from "./resolve-lane.ts";
import { useFrozen } from "./use-frozen.ts";
import type { LabState } from "./use-lab-state.ts";
import { useLaneFocus } from "./use-lane-focus.ts";
import { useLanes } from "./use-lanes.ts";
import { useMarks } from "./use-marks.ts";

const LabPanel = dynamic(() => import("./lab-panel.tsx"), { ssr: false });
const Disagreements = dynamic(() => import("./disagreements.tsx"), { ssr: false });
const SaveConfiguration = dynamic(() => import("./save-configuration.tsx"), { ssr: false });
const SaveQuery = dynamic(() => import("./save-query.tsx"), { ssr: false });

type LabAnswersProps = Pick<LabProps, "production" | "configurations" | "sets" | "canSave"> & {
  state: LabState;
};

/** What every lane answers to the question, and what is open beside them. */
export default function LabAnswers(props: LabAnswersProps) {
  const { state, production, configurations, sets, canSave } = props;
  const { query, context, change } = state;
  const client = useQueryClient();
  const [saving, setSaving] = useState<number>();
  const [savingQuery, setSavingQuery] = useState(false);
  const { data: saved } = useQuery({
    queryKey: ["configurations"],
    queryFn: async ({ signal }) =>
      (await apiGet<{ items: SavedConfiguration[] }>("/api/retrieval/configurations", signal))
        .items,
    initialData: configurations,
    staleTime: 30_000,
  });
  const { data: savedQuery, isLoading } = useQuery({
    queryKey: ["saved-query", state.saved],
    queryFn: ({ signal }) => apiGet<SavedQuery>(`/api/retrieval/queries/${state.saved}`, signal),
    enabled: state.saved !== "",
  });
  const frozen = useFrozen(state.lanes);
  const frozenName = (id: string, index: number) => frozen.get(id)?.data?.lanes[index]?.name;
  const known = { production, saved, k: state.k, question: savedQuery?.filters, frozenName };
  const lanes = state.lanes.map((text) => resolveLane(text, known));
  const focusLane = useLaneFocus(state.lanes);
  const { marks, mark } = useMarks(savedQuery, query);
  const answers = useLanes({
    query,
    context,
    lanes,
    frozen,
    waiting: isLoading || (query === "" && [...frozen.values()].some((one) => one.isFetching)),
    adjusted: state.panel === "adjust" ? state.at : -1,
  });
  const shown = { state, lanes, answers, production, words: wordsToMark(query) };
  const lexical = answers.some(({ data }) => data?.lexical);

  const answered = (base: string) => {
    const at = lanes.findIndex((lane) => lane.base === base && !lane.unsaved);
    const lane = lanes[at];
    const data = answers[at]?.data;
    return lane && data && !lane.frozen ? { lane, data, at } : undefined;
  };
  const served = answered("production");
  const assistant = answered("assistant");

  const replaceLane = (index: number, text: string) =>
    change({ lane: state.lanes.map((one, at) => (at === index ? text : one)) });

  /** What a lane is asked with, or was where it is frozen. */
  const changesOf = (index: number) => {
    const kept = lanes[index]?.frozen && answers[index]?.data?.configuration;
    return kept ? changesFrom(production, kept) : (lanes[index]?.changes ?? {});
  };

  function duplicate(index: number) {
    const lane = lanes[index];
    if (!lane) return;
    // A fixed lane's copy is production with what that lane does otherwise.
    const copy = lane.fixed
      ? laneText({
          base: "copy",
          overrides: lane.frozen
            ? changesOf(index)
            : resolveLane(lane.base, { production, saved, k: 0 }).changes,
        })
      : lane.token;
    const next = state.lanes.toSpliced(index + 1, 0, copy);
    change({ lane: next, panel: "adjust", at: index + 1 });
  }

  function moveLane(from: number, to: number) {
    const next = state.lanes.toSpliced(from, 1).toSpliced(to, 0, state.lanes[from] ?? "");
    focusLane(to);
    change({ lane: next, at: to });
  }

  return (
    <>
      <LabToolbar
        state={state}
        saved={saved}
        sets={sets}
        firstLane={lanes[0]?.name ?? "the first lane"}
      >
        <LabActions
          query={query}
          context={context}
          lanes={lanes}
          canSave={canSave}
          savedName={savedQuery?.name}
          onSaveQuery={() => setSavingQuery(true)}
          onFrozen={(id, count) =>
            change({ lane: Array.from({ length: count }, (_, at) => `${id}.${at}`), at: 0 })
          }
        />
      </LabToolbar>
      {[...frozen].map(([id, { data }]) => {
        if (!data) return null;
        const beside = compareWithNow(data, state.lanes, known);
        return (
          <FrozenNotice
            key={id}
            frozen={data}
            query={query}
            context={context}
            onCompare={
              beside &&
              (() => {
                focusLane(beside.lane.lastIndexOf(`${id}.0`) + 1);
                change(beside);
              })
            }
          />
        );
      })}
      {savedQuery ? <QuestionSettings saved={savedQuery} production={production} /> : null}
      {lexical ? (
        <div className="px-4 pb-2">
          <Notice>
            The offline embedder made these similarities. It is lexical: it compares words and parts
            of words, not meaning, so another wording of the same question may find nothing.
          </Notice>
        </div>
      ) : null}
      {served && assistant ? (
        <Disagreements
          production={served}
          assistant={assistant}
          onOpen={(chunkId, side) =>
            change({
              open: chunkId,
              panel: "chunk",
              at: (side === "first" ? served : assistant).at,
            })
          }
        />
      ) : null}
      <div className="flex items-start border-t">
        <div className="min-w-0 flex-1">
          <Lanes
            {...shown}
            saved={saved}
            judgements={marks}
            headOf={(index) => ({
              onBase: (token) => replaceLane(index, token),
              onAdjust: () =>
                change(
                  state.panel === "adjust" && state.at === index
                    ? { panel: "" }
                    : { panel: "adjust", at: index },
                ),
              menu: {
                query,
                body: { query, configuration: changesOf(index), context },
                canSave,
                canAdd: lanes.length < mostLanes,
                onSave: () => setSaving(index),
                onDuplicate: () => duplicate(index),
                onMove: {
                  left: index > 0 ? () => moveLane(index, index - 1) : undefined,
                  right: index < lanes.length - 1 ? () => moveLane(index, index + 1) : undefined,
                },
                onRemove:
                  lanes.length > fewestLanes
                    ? () => {
                        focusLane(index);
                        change({ lane: state.lanes.toSpliced(index, 1), at: 0 });
                      }
                    : undefined,
              },
            })}
          />
        </div>
        {state.panel === "" ? null : (
          <LabPanel
            {...shown}
            sets={sets}
            canSave={canSave}
            query={query}
            marks={marks}
            onMark={mark}
            onOverrides={(index, overrides) =>
              replaceLane(index, laneText({ base: lanes[index]?.base ?? "copy", overrides }))
            }
            onDuplicate={duplicate}
            onSave={setSaving}
          />
        )}
      </div>
      {savingQuery ? (
        <SaveQuery
          draft={{
            name: savedQuery?.name ?? query.slice(0, 200).toWellFormed(),
            text: query,
            set: savedQuery?.set ?? null,
            context,
            filters: {
              ...savedQuery?.filters,
              ...filtersOf(lanes[state.at]?.changes ?? {}),
            },
            ...marks,
            note: savedQuery?.note ?? null,
            shared: savedQuery?.shared ?? true,
          }}
          saved={savedQuery}
          production={production}
          onClose={() => setSavingQuery(false)}
          onSaved={(kept) => {
            // Under its new id at once, so that no lane waits for what is known.
            client.setQueryData(["saved-query", kept.id], kept);
            void client.invalidateQueries({ queryKey: ["saved-query"] });
            void client.invalidateQueries({ queryKey: ["saved-queries"] });
            change({ saved: kept.id });
            setSavingQuery(false);
          }}
        />
      ) : null}
      {saving !== undefined && lanes[saving] ? (
        <SaveConfiguration
          lane={lanes[saving]}
          settings={mergeChanges(
            lanes[saving].saved?.settings ??
              resolveLane(lanes[saving].base, { production, saved, k: 0 }).changes,
            lanes[saving].overrides,
          )}
          onClose={() => setSaving(undefined)}
          onSaved={(id) => {
            void client.invalidateQueries({ queryKey: ["configurations"] });
            replaceLane(saving, id);
            setSaving(undefined);
          }}
        />
      ) : null}
    </>
  );
}
