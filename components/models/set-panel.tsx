"use client";

import type { Route } from "next";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { Models, ShadowSet } from "#lib/ingest/shadow-schemas.ts";
import { FailureList } from "./failure-list.tsx";
import { SetActions } from "./set-actions.tsx";
import { SetFacts } from "./set-facts.tsx";
import { compareHref, stateOf } from "./words.ts";

type SetPanelProps = { set: ShadowSet; models: Models; now: number };

/** One set of vectors: how far it is, what it cost, and what can be done with it. */
export function SetPanel({ set, models, now }: SetPanelProps) {
  const { chip, label, sentence } = stateOf(set);
  const { covered, wanted } = set.coverage;
  return (
    <Panel
      title={set.servedUntil ? `Kept: ${set.model}` : `Candidate: ${set.model}`}
      action={
        <span className="flex flex-wrap items-center gap-2">
          {covered > 0 ? (
            <Button asChild>
              <Link href={compareHref(set.model) as Route}>Compare in the lab</Link>
            </Button>
          ) : null}
          <SetActions set={set} models={models} />
        </span>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <StateChip state={chip} label={label} />
          {set.complete ? null : (
            <progress
              className="h-1.5 w-40 appearance-none overflow-hidden rounded-full bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
              value={covered}
              max={Math.max(wanted, 1)}
              aria-label={`Chunks with a vector of ${set.model}`}
            >
              {formatCount(covered)}
            </progress>
          )}
          <span>{sentence}</span>
        </div>
        {set.errorMessage && set.held ? <Notice tone="warn">{set.errorMessage}</Notice> : null}
        {set.errorMessage && !set.held ? (
          <ErrorState title="It could not go on">{set.errorMessage}</ErrorState>
        ) : null}
        <SetFacts set={set} now={now} />
        {set.failures.length > 0 ? <FailureList set={set} /> : null}
      </div>
    </Panel>
  );
}
