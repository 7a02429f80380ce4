"use client";

import { useQueryStates } from "nuqs";
import { useState } from "react";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import { cleanText, labParsers, maxQueryInAddress, type PanelName } from "./lab-parsers.ts";
import { firstLanes } from "./presets.ts";
import { useFrozen } from "./use-frozen.ts";

export type LabChange = {
  k?: number;
  mode?: string;
  about?: RetrievalContext;
  lane?: string[];
  open?: string;
  panel?: PanelName;
  at?: number;
  against?: "left" | "first";
  view?: "text" | "compact";
  split?: "" | "1";
  saved?: string;
};

/** The lab's state: the address, and beside it a query that no address can hold: as it was typed, or frozen. */
export function useLabState() {
  const [address, setAddress] = useQueryStates(labParsers, { history: "replace" });
  const [unaddressed, setUnaddressed] = useState<string>();
  const { q, lane, mode, about, ...rest } = address;
  const lanes = lane.length === 0 ? firstLanes : lane;
  const kept = [...useFrozen(q === "" ? lanes : []).values()];
  const query = q === "" ? (unaddressed ?? kept[0]?.data?.query ?? "") : q;

  function ask(text: string, also: LabChange = {}) {
    const clean = cleanText(text, maxQueryInAddress);
    setUnaddressed(clean === null ? text : undefined);
    // A new question is a step that the back button goes over; the open row belongs to the old one.
    const closed = rest.panel === "chunk" ? { panel: "" as const } : {};
    const forgotten = clean === q ? {} : { saved: "" };
    void setAddress(
      { q: clean ?? "", open: "", ...closed, ...forgotten, ...also },
      { history: "push" },
    );
  }

  return {
    ...rest,
    query,
    mode,
    about,
    context: { ...about, ...(mode ? { mode } : {}) },
    lanes,
    /** There is something to show: an answer, or one that was kept and is being read. */
    asked: query !== "" || kept.length > 0,
    ask,
    change: (part: LabChange) => void setAddress(part),
  };
}

export type LabState = ReturnType<typeof useLabState>;
