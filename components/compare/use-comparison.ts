"use client";

import { useEffect, useRef, useState } from "react";
import { apiGet, apiSend } from "#components/api-client.ts";
import { mostAtOnce, mostCompared } from "#lib/evaluate/compare-limits.ts";
import type { ComparedQuestion } from "#lib/evaluate/compare-schemas.ts";
import type { SavedQuery } from "#lib/evaluate/schemas.ts";
import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { type Asked, type Change, changeOf } from "./order-by-change.ts";

export type Question = Asked & { filters: ConfigurationChanges };
/** A lane as it was when it was asked: what is chosen later is another one. */
export type AskedLane = { token: string; name: string; changes: ConfigurationChanges };
type Lanes = readonly [AskedLane, AskedLane];
type Read = (signal: AbortSignal) => Promise<Question[]>;
type Progress = {
  state: "idle" | "running" | "done" | "stopped" | "failed";
  /** Whose answers these are. */
  lanes: Lanes | undefined;
  total: number;
  changes: Change[];
  error: string | undefined;
};

const idle: Progress = { state: "idle", lanes: undefined, total: 0, changes: [], error: undefined };

/** Asks both lanes a few questions at a time; what has been answered stays where it is stopped or fails. */
export function useComparison() {
  const [progress, setProgress] = useState<Progress>(idle);
  const running = useRef<AbortController>(undefined);
  const all = useRef<Question[]>([]);
  useEffect(() => () => running.current?.abort(), []);

  async function run(read: Read, lanes: Lanes, again = false) {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    const { signal } = control;
    const kept = { changes: progress.changes.filter(isAnswered), total: progress.total };
    const start = again ? kept : idle;
    setProgress({ ...idle, ...start, lanes, state: "running" });
    try {
      const questions = await read(signal);
      if (!again) {
        all.current = questions;
        setProgress((now) => ({ ...now, total: questions.length }));
      }
      for (let at = 0; at < questions.length; at += mostAtOnce) {
        const asked = questions.slice(at, at + mostAtOnce);
        const answered = await ask(asked, lanes, signal);
        setProgress((now) => ({ ...now, changes: [...now.changes, ...answered] }));
      }
      setProgress((now) => ({ ...now, state: "done" }));
    } catch (error) {
      if (running.current !== control) return;
      const message = error instanceof Error ? error.message : String(error);
      setProgress((now) =>
        signal.aborted ? { ...now, state: "stopped" } : { ...now, state: "failed", error: message },
      );
    }
  }

  /** Asks what has no answer yet, of the lanes that were asked: they may be others by now. */
  function goOn() {
    const { lanes, changes } = progress;
    const answered = new Set(changes.filter(isAnswered).map(({ asked }) => asked.key));
    const open = all.current.filter(({ key }) => !answered.has(key));
    if (lanes) void run(() => Promise.resolve(open), lanes, true);
  }

  const left = progress.total - progress.changes.filter(isAnswered).length;
  return { ...progress, left, run, goOn, stop: () => running.current?.abort() };
}

function isAnswered({ likeness }: Change): boolean {
  return likeness !== null;
}

async function ask(asked: Question[], lanes: Lanes, signal: AbortSignal): Promise<Change[]> {
  const questions = asked.map(({ text, context, filters }) => ({ text, context, filters }));
  const { items } = await apiSend<{ items: ComparedQuestion[] }>(
    "POST",
    "/api/retrieval/compare",
    { questions, lanes: lanes.map(({ changes }) => changes) },
    { signal },
  );
  return asked.flatMap((question, index) => {
    const compared = items[index];
    return compared ? [changeOf(question, compared)] : [];
  });
}

/** The questions of a set, at most 200, with what they should bring. */
export async function readSet(set: string, signal: AbortSignal): Promise<Question[]> {
  const questions: Question[] = [];
  for (let page = 1; questions.length < mostCompared; page++) {
    const { items } = await apiGet<{ items: SavedQuery[] }>(
      `/api/retrieval/queries?set=${set}&page=${page}`,
      signal,
    );
    if (items.length === 0) break;
    questions.push(
      ...items.map(({ id, text, expected, context, filters }) => ({
        key: id,
        saved: id,
        text,
        expected,
        context,
        filters,
      })),
    );
  }
  return questions.slice(0, mostCompared);
}
