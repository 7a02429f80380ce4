"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { apiGet } from "#components/api-client.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Absence } from "#lib/retrieve/absence-schemas.ts";
import type { ConfigurationChanges, RetrievalContext } from "#lib/retrieve/schemas.ts";
import { AbsenceFacts } from "./absence-facts.tsx";
import { LaneField } from "./lane-field.tsx";
import { PanelAnswer } from "./panel-answer.tsx";
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
  onTry: (changes: ConfigurationChanges) => void;
};

type Found = { items: { id: string; title: string; path: string }[] };

/** Where a document or chunk fell out of a lane, with every number on the way, and what would bring it in. */
export default function WhyPanel(props: WhyPanelProps) {
  const { query, context, lane, lanes, target, onTarget, onLane, onTry } = props;
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
          Pick a document that you expected. The answer names the stage at which its nearest chunk
          fell out, and what would bring it in.
        </p>
      ) : (
        <PanelAnswer<Absence> url="/api/retrieval/why-not" body={body} lane={lane}>
          {(absence) => <AbsenceFacts absence={absence} canTry={!lane.fixed} onTry={onTry} />}
        </PanelAnswer>
      )}
    </div>
  );
}

function TargetField({ onTarget }: { onTarget: (target: string) => void }) {
  const [words, setWords] = useState("");
  const asked = useDeferredValue(words.trim());
  const { data, error } = useQuery({
    queryKey: ["jump", asked],
    queryFn: ({ signal }) => apiGet<Found>(`/api/jump?q=${encodeURIComponent(asked)}`, signal),
    enabled: asked.length > 1,
  });
  return (
    <div>
      <Field label="Document that is missed" hint={error ? error.message : undefined}>
        {(control) => (
          <Input
            {...control}
            value={words}
            placeholder="Title or path"
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      {asked.length > 1 && data ? (
        <ul className="mt-1 max-h-56 overflow-y-auto rounded-md border">
          {data.items.length === 0 ? (
            <li className="px-2 py-1.5 text-muted">No document of that title or path.</li>
          ) : null}
          {data.items.map(({ id, title, path }) => (
            <li key={id}>
              <button
                type="button"
                className="w-full px-2 py-1.5 text-left hover:bg-hover"
                onClick={() => {
                  setWords("");
                  onTarget(id);
                }}
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
