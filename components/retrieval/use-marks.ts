"use client";

import { useState } from "react";
import type { Expectation, SavedQuery } from "#lib/evaluate/schemas.ts";
import type { MarkAs } from "./mark-expectation.tsx";

type Marks = Pick<SavedQuery, "expected" | "unwanted">;
const none: Marks = { expected: [], unwanted: [] };

/** What the question should bring and must not: the saved query's, and what was marked here since. */
export function useMarks(saved: SavedQuery | undefined, query: string) {
  const [own, setOwn] = useState<{ of: string; marks: Marks }>();
  const of = `${saved?.id ?? ""} ${saved?.version ?? ""} ${query}`;
  const marks = own?.of === of ? own.marks : (saved ?? none);
  const mark = (expectation: Expectation, as: MarkAs) => {
    const without = (list: Expectation[]) => list.filter(({ id }) => id !== expectation.id);
    const added = (list: Expectation[], here: boolean) =>
      here ? [...without(list), expectation] : without(list);
    setOwn({
      of,
      marks: {
        expected: added(marks.expected, as === "expected"),
        unwanted: added(marks.unwanted, as === "unwanted"),
      },
    });
  };
  return { marks, mark, unsaved: own?.of === of };
}
