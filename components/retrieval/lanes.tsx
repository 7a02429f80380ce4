"use client";

import { Fragment, useState } from "react";
import type { SavedConfiguration, SavedQuery } from "#lib/evaluate/schemas.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { differences } from "./compare-lanes.ts";
import { expectationWords, judgeOf } from "./judge-results.ts";
import { withChanges } from "./lane-changes.ts";
import { LaneColumn } from "./lane-column.tsx";
import { LaneGutter } from "./lane-gutter.tsx";
import type { LaneHeadProps } from "./lane-head.tsx";
import { LaneKeys } from "./lane-keys.tsx";
import { likenessWords } from "./likeness-words.ts";
import type { Lane } from "./resolve-lane.ts";
import { rowHeightOf } from "./row-size.ts";
import type { LabState } from "./use-lab-state.ts";
import type { LaneAnswer } from "./use-lanes.ts";

type LanesProps = {
  lanes: readonly Lane[];
  answers: readonly LaneAnswer[];
  production: Configuration;
  saved: readonly SavedConfiguration[];
  words: readonly string[];
  judgements: Pick<SavedQuery, "expected" | "unwanted">;
  state: LabState;
  headOf: (index: number) => Pick<LaneHeadProps, "onBase" | "onAdjust" | "menu">;
};

/** The lanes side by side, their rows aligned, and the lines between them. */
export function Lanes(props: LanesProps) {
  const { lanes, answers, production, saved, words, judgements, state, headOf } = props;
  const [pointed, setPointed] = useState<string>();
  const view = { text: state.view === "text", split: state.split === "1" };
  const height = rowHeightOf(view);
  const ids = answers.map(({ data }) => data?.results.map(({ chunkId }) => chunkId));
  const ranks = ids.map((list) => list && new Map(list.map((id, index) => [id, index + 1])));
  const opened = state.panel === "chunk" ? state.open : "";
  const lit = [pointed, opened];
  const columns = lanes.map(() => "minmax(15.5rem, 1fr)").join(" 2.75rem ");
  return (
    <LaneKeys>
      <div
        className="grid grid-rows-[auto_auto]"
        style={{ gridTemplateColumns: columns, minWidth: `${lanes.length * 18.25 - 2.75}rem` }}
      >
        {lanes.map((lane, index) => {
          const other = index === 0 ? undefined : state.against === "first" ? 0 : index - 1;
          const answer = answers[index];
          const theirs = other === undefined ? undefined : ranks[other];
          const name = other === undefined ? "" : (lanes[other]?.name ?? "");
          const mine = ids[index];
          if (!answer) return null;
          return (
            <Fragment key={`${index} ${lane.base}`}>
              {index > 0 ? (
                <div className="row-span-2 grid grid-rows-subgrid border-x bg-sunken">
                  <div className="border-b" />
                  <LaneGutter left={ids[index - 1]} right={mine} rowHeight={height} lit={lit} />
                </div>
              ) : null}
              <LaneColumn
                head={{
                  lane,
                  position: index + 1,
                  saved,
                  differs: differences(
                    answer.data?.configuration ?? withChanges(production, lane.changes),
                    production,
                  ),
                  likeness:
                    mine && other !== undefined && ids[other]
                      ? { words: likenessWords(mine, ids[other]), against: name }
                      : undefined,
                  judged: answer.data && expectationWords(judgements, answer.data.results),
                  data: answer.data,
                  ...headOf(index),
                }}
                answer={answer}
                against={theirs && { name, ranks: theirs }}
                expected={Math.min(state.k || production.k, 12)}
                judgedOf={(result) => judgeOf(judgements, result)}
                row={{ words, view, height }}
                open={opened}
                lit={pointed}
                onOpen={(chunkId) =>
                  state.change(
                    opened === chunkId
                      ? { open: "", panel: "" }
                      : { open: chunkId, panel: "chunk", at: index },
                  )
                }
                onLight={setPointed}
              />
            </Fragment>
          );
        })}
      </div>
    </LaneKeys>
  );
}
