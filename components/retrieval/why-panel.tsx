"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useRef, useState } from "react";
import { apiGet } from "#components/api-client.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Absence } from "#lib/retrieve/absence-schemas.ts";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import { AbsenceFacts, type AbsenceFactsProps } from "./absence-facts.tsx";
import { ChunkChoice } from "./chunk-choice.tsx";
import { LaneField } from "./lane-field.tsx";
import { PanelAnswer } from "./panel-answer.tsx";
import { pastedTargets } from "./pasted-targets.ts";
import type { Lane } from "./resolve-lane.ts";

type WhyPanelProps = {
  query: string;
  context: RetrievalContext;
  lane: Lane;
  lanes: readonly Lane[];
  /** A document's id, or "chunk:" and a chunk's. */
  target: string;
  onTarget: (target: string) => void;
  onLane: (index: number) => void;
} & Omit<AbsenceFactsProps, "absence" | "canTry">;

type Found = { items: { id: string; title: string; path: string }[] };

/** Where a document or chunk fell out of a lane, with every number on the way, and what would bring it in. */
export default function WhyPanel(props: WhyPanelProps) {
  const { query, context, lane, lanes, target, onTarget, onLane, ...facts } = props;
  const body = {
    query,
    context,
    configuration: lane.changes,
    target: target.startsWith("chunk:")
      ? { chunkId: target.slice("chunk:".length) }
      : { documentId: target },
  };
  return (
    <div className="space-y-4">
      <LaneField lane={lane} lanes={lanes} onLane={onLane} />
      <TargetField onTarget={onTarget} />
      {target === "" ? (
        <p className="text-muted">
          Pick a document that you expected, or paste the id of a chunk. The answer names the stage
          at which it fell out, and what would bring it in; of a document it is the nearest chunk
          unless you pick another.
        </p>
      ) : (
        <PanelAnswer<Absence> url="/api/retrieval/why-not" body={body} lane={lane}>
          {(absence) => (
            <div className="space-y-4">
              {absence.target.chunksOfDocument > 1 ? (
                <ChunkChoice
                  documentId={absence.target.documentId}
                  chunks={absence.target.chunksOfDocument}
                  target={target}
                  onTarget={onTarget}
                />
              ) : null}
              <AbsenceFacts absence={absence} canTry={!lane.fixed} {...facts} />
            </div>
          )}
        </PanelAnswer>
      )}
    </div>
  );
}

function TargetField({ onTarget }: { onTarget: (target: string) => void }) {
  const [words, setWords] = useState("");
  const asked = useDeferredValue(words.trim());
  const box = useRef<HTMLInputElement>(null);
  const pasted = pastedTargets(asked);
  const { data, error } = useQuery({
    queryKey: ["jump", asked],
    queryFn: ({ signal }) => apiGet<Found>(`/api/jump?q=${encodeURIComponent(asked)}`, signal),
    enabled: asked.length > 1 && pasted.length === 0,
  });
  function pick(target: string) {
    setWords("");
    onTarget(target);
    // What was picked from goes away.
    box.current?.focus();
  }
  return (
    <div>
      <Field label="Document that is missed" hint={error ? error.message : undefined}>
        {(control) => (
          <Input
            {...control}
            ref={box}
            value={words}
            placeholder="Title, path, or an id of a chunk"
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      {pasted.length > 0 ? (
        <ul className="mt-1 rounded-md border">
          {pasted.map(({ target, words: shown }) => (
            <li key={target}>
              <button
                type="button"
                className="w-full px-2 py-1.5 text-left hover:bg-hover"
                onClick={() => pick(target)}
              >
                {shown}
              </button>
            </li>
          ))}
        </ul>
      ) : asked.length > 1 && data ? (
        <ul className="mt-1 max-h-56 overflow-y-auto rounded-md border">
          {data.items.length === 0 ? (
            <li className="px-2 py-1.5 text-muted">No document of that title or path.</li>
          ) : null}
          {data.items.map(({ id, title, path }) => (
            <li key={id}>
              <button
                type="button"
                className="w-full px-2 py-1.5 text-left hover:bg-hover"
                onClick={() => pick(id)}
              >
                <span className="block truncate">{title}</span>
                <span className="block truncate font-mono text-xs text-muted">{path}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
