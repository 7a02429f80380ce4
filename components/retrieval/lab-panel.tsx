"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { SavedQuery } from "#lib/evaluate/schemas.ts";
import { mostLanes } from "#lib/retrieve/defaults.ts";
import type { Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { ChunkPanel } from "./chunk-panel.tsx";
import { judgeOf } from "./judge-results.ts";
import { panelNames } from "./lab-parsers.ts";
import { mergeChanges } from "./lane-changes.ts";

import type { MarkHandler } from "./mark-expectation.tsx";
import type { Lane } from "./resolve-lane.ts";
import { SidePanel } from "./side-panel.tsx";
import type { LabState } from "./use-lab-state.ts";
import type { LaneAnswer } from "./use-lanes.ts";

const loading = () => <Skeleton className="h-40" />;
const WhyPanel = dynamic(() => import("./why-panel.tsx"), { ssr: false, loading });
const ModelPanel = dynamic(() => import("./model-panel.tsx"), { ssr: false, loading });
const IndexPanel = dynamic(() => import("./index-panel.tsx"), { ssr: false, loading });
const AdjustPanel = dynamic(() => import("./adjust-panel.tsx"), { ssr: false, loading });

export type LabPanelProps = {
  state: LabState;
  lanes: readonly Lane[];
  answers: readonly LaneAnswer[];
  production: Configuration;
  sets: readonly string[];
  words: readonly string[];
  canSave: boolean;
  query: string;
  marks: Pick<SavedQuery, "expected" | "unwanted">;
  onMark: MarkHandler;
  onOverrides: (index: number, overrides: ConfigurationChanges) => void;
  onDuplicate: (index: number) => void;
  onSave: (index: number) => void;
};

const titles = {
  "": "",
  chunk: "Chunk",
  adjust: "Settings",
  why: panelNames.why,
  model: panelNames.model,
  index: panelNames.index,
};

/** What is open beside the lanes. */
export default function LabPanel(props: LabPanelProps) {
  const { state, lanes, answers, production, words, canSave } = props;
  const { panel, open, change } = state;
  const at = Math.min(state.at, lanes.length - 1);
  const lane = lanes[at];
  if (!lane) return null;
  const about = {
    query: props.query,
    context: state.context,
    lane,
    lanes,
    onLane: (index: number) => change({ at: index }),
  };
  const onWhy = (chunkId: string) => change({ panel: "why", open: `chunk:${chunkId}` });
  const title = panel === "adjust" ? `Settings of ${lane.name}` : titles[panel];
  return (
    <SidePanel
      title={title}
      takesFocus={panel !== "chunk"}
      lane={at}
      onClose={() => change({ panel: "", open: "" })}
    >
      {panel === "chunk" ? (
        <ChunkPanel
          standings={lanes.map(({ name }, index) => ({
            lane: name,
            result: answers[index]?.data?.results.find(({ chunkId }) => chunkId === open),
          }))}
          at={at}
          words={words}
          onLane={(index) => change({ at: index })}
          markedOf={(chunk) => judgeOf(props.marks, chunk)}
          onMark={canSave ? props.onMark : undefined}
          onWhy={onWhy}
        />
      ) : panel === "why" ? (
        <WhyPanel
          {...about}
          target={open}
          onTarget={(target) => change({ open: target })}
          marks={props.marks}
          onMark={canSave ? props.onMark : undefined}
          onTry={(changes) => props.onOverrides(at, mergeChanges(lane.overrides, changes))}
        />
      ) : panel === "model" ? (
        <ModelPanel {...about} />
      ) : panel === "index" ? (
        <IndexPanel {...about} onWhy={onWhy} />
      ) : panel === "adjust" ? (
        <AdjustPanel
          lane={lane}
          production={production}
          sets={props.sets}
          canAdd={lanes.length < mostLanes}
          canSave={canSave}
          onChange={(overrides) => props.onOverrides(at, overrides)}
          onDuplicate={() => props.onDuplicate(at)}
          onSave={() => props.onSave(at)}
        />
      ) : null}
    </SidePanel>
  );
}
