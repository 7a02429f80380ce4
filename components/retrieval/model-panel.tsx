"use client";

import { Copy } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { formatCount, plural } from "#lib/format/number.ts";
import type { ModelText } from "#lib/retrieve/model-text-schemas.ts";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import { copyText } from "./copy-text.ts";
import { LaneField } from "./lane-field.tsx";
import { LaneNotes } from "./lane-notes.tsx";
import { PanelAnswer } from "./panel-answer.tsx";
import type { Lane } from "./resolve-lane.ts";

export type ModelPanelProps = {
  query: string;
  context: RetrievalContext;
  lane: Lane;
  lanes: readonly Lane[];
  onLane: (index: number) => void;
};

/** Word for word what a model is given for this question by this lane, with its tokens. */
export default function ModelPanel({ query, context, lane, lanes, onLane }: ModelPanelProps) {
  return (
    <div className="space-y-4">
      <LaneField lane={lane} lanes={lanes} onLane={onLane} />
      <PanelAnswer<ModelText>
        url="/api/retrieval/model-text"
        body={{ query, context, configuration: lane.changes }}
        lane={lane}
      >
        {(text) => <Given text={text} />}
      </PanelAnswer>
    </div>
  );
}

function Given({ text: { chunks, tokens, k, notes } }: { text: ModelText }) {
  const told = <LaneNotes notes={notes} />;
  if (chunks.length === 0)
    return (
      <>
        {told}
        <p className="text-muted">Nothing: this lane finds no chunk.</p>
      </>
    );
  return (
    <>
      {told}
      <div>
        <p className="text-2xl font-semibold">{plural(tokens, "token")}</p>
        <p className="text-muted">
          of text in {plural(chunks.length, "chunk")} of the {formatCount(k)} asked for, counted by
          the model’s tokenizer (cl100k_base), after the pricing guardrail. Ids, paths and headings
          come on top.
        </p>
        <Button
          size="sm"
          className="mt-2"
          onClick={() =>
            void copyText(chunks.map(({ text }) => text).join("\n\n"), "The text of all chunks")
          }
        >
          <Copy aria-hidden />
          Copy the text
        </Button>
      </div>
      <ol className="space-y-4">
        {chunks.map((chunk) => (
          <li key={chunk.chunkId} className="border-t pt-2">
            <p className="flex items-baseline gap-2">
              <span className="font-medium">{chunk.rank}</span>
              <Link
                href={`/chunks/${chunk.chunkId}` as Route}
                title={chunk.path}
                className="min-w-0 flex-1 truncate font-mono text-xs text-muted hover:underline"
              >
                {chunk.path.split("/").at(-1)}
              </Link>
              <span className="shrink-0 text-xs">{plural(chunk.tokens, "token")}</span>
            </p>
            {chunk.headingPath ? (
              <p className="text-xs break-words text-muted">{chunk.headingPath}</p>
            ) : null}
            <p dir="auto" className="mt-1 text-sm break-words whitespace-pre-wrap">
              {chunk.text}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
