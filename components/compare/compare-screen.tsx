"use client";

import { Square } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";
import { withChanges } from "#components/retrieval/lane-changes.ts";
import { presets } from "#components/retrieval/presets.ts";
import { type Lane, resolveLane } from "#components/retrieval/resolve-lane.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { mostCompared } from "#lib/evaluate/compare-limits.ts";
import type { QuerySet, SavedConfiguration } from "#lib/evaluate/schemas.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { ChangeList } from "./change-list.tsx";
import { readQuestions } from "./read-questions.ts";
import { statusWords } from "./status-words.ts";
import { readSet, useComparison } from "./use-comparison.ts";

type CompareScreenProps = {
  production: Configuration;
  configurations: SavedConfiguration[];
  sets: QuerySet[];
  withoutSet: number;
};

const address = {
  first: parseAsString.withDefault("production"),
  second: parseAsString.withDefault("hybrid"),
  /** A set's id, "none" for saved queries without one; nothing: the pasted ones. */
  set: parseAsString.withDefault(""),
};

/** Two lanes over many questions: which answers change most when one takes the other's place. */
export function CompareScreen(props: CompareScreenProps) {
  const { production, configurations, sets, withoutSet } = props;
  const [{ first, second, set }, change] = useQueryStates(address, { history: "replace" });
  const [pasted, setPasted] = useState("");
  const [problem, setProblem] = useState<string>();
  const { run, goOn, stop, left, ...progress } = useComparison();
  const lane = (token: string) => {
    const found = resolveLane(token, { production, saved: configurations, k: 0 });
    // What a saved query brings along never reaches a fixed lane, here as in the lab: all of its own goes over it.
    return found.fixed ? { ...found, changes: withChanges(production, found.changes) } : found;
  };
  const lanes = [lane(first), lane(second)] as const;
  const running = progress.state === "running";
  const unaskable = lanes.some((lane) => problemOf(lane) !== undefined);

  function start() {
    const read = readQuestions(pasted);
    setProblem(set === "" ? read.problem : undefined);
    if (set === "" && read.problem) return;
    const questions = read.questions.map((text) => ({
      key: text,
      text,
      expected: [],
      context: {},
      filters: {},
    }));
    void run((signal) => (set === "" ? Promise.resolve(questions) : readSet(set, signal)), lanes);
  }

  return (
    <>
      <PageHeader
        title="Compare two lanes"
        purpose="The same questions asked of two configurations, the most changed answers first."
      />
      <form
        className="grid gap-3 border-b px-4 pb-4 md:grid-cols-[1fr_16rem]"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <Field
          label="Questions, one a line"
          error={problem}
          hint={
            set === ""
              ? `Up to ${mostCompared}. They are not kept: import them as a set to pass the comparison on by its address.`
              : `The first ${mostCompared} of the chosen set are asked, with their context, and with their filters where a lane can be changed.`
          }
        >
          {(control) => (
            <Textarea
              {...control}
              dir="auto"
              rows={6}
              value={pasted}
              disabled={set !== ""}
              placeholder={"How long is the warranty?\nWhat year was my bicycle made?"}
              onChange={(event) => setPasted(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-col gap-3">
          <Field label="Or a set">
            {(control) => (
              <Select
                {...control}
                value={set}
                onChange={(event) => void change({ set: event.target.value })}
              >
                <option value="">the pasted questions</option>
                {sets.map(({ id, name, queries }) => (
                  <option key={id} value={id}>
                    {name} ({queries})
                  </option>
                ))}
                {withoutSet > 0 ? <option value="none">Without a set ({withoutSet})</option> : null}
              </Select>
            )}
          </Field>
          <LaneChoice
            label="First lane"
            value={first}
            lane={lanes[0]}
            saved={configurations}
            onChange={(token) => void change({ first: token })}
          />
          <LaneChoice
            label="Second lane"
            value={second}
            lane={lanes[1]}
            saved={configurations}
            onChange={(token) => void change({ second: token })}
          />
          {running ? (
            <Button
              onClick={(event) => {
                // It is the submit button again before the press is over: it would run anew.
                event.preventDefault();
                stop();
              }}
            >
              <Square aria-hidden />
              Stop
            </Button>
          ) : (
            <Button type="submit" variant="primary" disabled={unaskable}>
              Run both lanes
            </Button>
          )}
        </div>
      </form>
      <p role="status" className="px-4 py-2 text-muted">
        {statusWords(progress)}
      </p>
      {progress.error ? (
        <p role="alert" className="px-4 pb-2 text-danger">
          {progress.error} {progress.changes.length > 0 ? "What was answered stands below." : ""}
        </p>
      ) : null}
      {!running && left > 0 ? (
        <p className="px-4 pb-2">
          <Button size="sm" onClick={goOn}>
            Ask the {left} without an answer
          </Button>
        </p>
      ) : null}
      <ChangeList changes={progress.changes} lanes={progress.lanes ?? lanes} />
    </>
  );
}

type LaneChoiceProps = {
  label: string;
  value: string;
  lane: Lane;
  saved: readonly SavedConfiguration[];
  onChange: (token: string) => void;
};

function LaneChoice({ label, value, lane, saved, onChange }: LaneChoiceProps) {
  const choices = [...presets.filter(({ id }) => id !== "copy"), ...saved];
  return (
    <Field label={label} error={problemOf(lane)}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {choices.some(({ id }) => id === value) ? null : (
            <option value={value}>{lane.name}</option>
          )}
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** Why a lane that the address names cannot be asked: it would be asked as production is. */
function problemOf({ problem, frozen }: Lane): string | undefined {
  return problem ?? (frozen ? "A frozen lane cannot be asked again." : undefined);
}
