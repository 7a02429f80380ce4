import { Check, OctagonX } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import type { Since } from "#lib/evaluate/schemas.ts";
import type { RetrievedChunk } from "#lib/retrieve/result-schemas.ts";
import type { Movement } from "./compare-lanes.ts";
import { excerpt } from "./highlight.ts";
import { HighlightedText } from "./highlighted-text.tsx";
import type { View } from "./row-size.ts";
import { ScoreBar, short, splitWords } from "./score-bar.tsx";

export type RowProps = {
  result: RetrievedChunk;
  words: readonly string[];
  moved: Movement | undefined;
  judged: "expected" | "unwanted" | undefined;
  /** Of a frozen result: what became of it. */
  since: Since | undefined;
  view: View;
  height: number;
  most: number;
  open: boolean;
  lit: boolean;
  onOpen: () => void;
  onLight: (lit: boolean) => void;
};

/** One result of a lane, always of the same height: where it stands, how near it is, how its text begins. */
export function ResultRow(props: RowProps) {
  const { result, words, moved, judged, since, view, height, most, open, lit, onOpen, onLight } =
    props;
  const { documentId, path, title, headingPath, text, rankAfter, score } = result;
  return (
    <li
      style={{ height }}
      onPointerEnter={() => onLight(true)}
      onPointerLeave={() => onLight(false)}
      className={cn(
        "relative overflow-hidden border-b px-3 py-1.5",
        open ? "bg-selected" : lit && "bg-hover",
      )}
    >
      <div className="flex items-baseline gap-1.5">
        <span className="w-5 shrink-0 text-right font-medium">{rankAfter}</span>
        {moved ? <MovementMark {...moved} /> : null}
        <button
          type="button"
          data-lane-row
          aria-expanded={open}
          onClick={onOpen}
          onFocus={() => onLight(true)}
          onBlur={() => onLight(false)}
          title={title ?? path}
          className="min-w-0 flex-1 truncate rounded-sm text-left font-medium after:absolute after:inset-0"
        >
          <bdi>{title ?? path}</bdi>
        </button>
        {since === "changed" || since === "gone" ? (
          <Badge tone="warn" className="h-4">
            {since} since
          </Badge>
        ) : null}
        {judged ? <Judged kind={judged} /> : null}
        <span className="shrink-0 font-mono text-xs" title="Score after rerank">
          <span className="sr-only">score </span>
          {short(score)}
        </span>
      </div>
      <div className="pl-6.5">
        <p className="flex items-baseline gap-1 text-xs text-muted">
          <Link
            href={`/documents/${documentId}` as Route}
            title={path}
            className="relative z-10 max-w-[55%] truncate font-mono hover:text-foreground hover:underline"
          >
            {path.split("/").at(-1)}
          </Link>
          <span className="min-w-0 flex-1 truncate" title={headingPath ?? undefined}>
            {headingPath ? `› ${headingPath.split(" > ").at(-1)}` : ""}
          </span>
          <Flags flags={result.guardrailFlags} />
        </p>
        <div className="mt-1">
          <ScoreBar result={result} most={most} />
        </div>
        {view.split ? (
          <p className="mt-0.5 truncate font-mono text-xs text-muted" title={splitWords(result)}>
            {splitWords(result)}
          </p>
        ) : null}
        {view.text ? (
          <p
            dir="auto"
            className="mt-1 line-clamp-2 text-sm break-words text-muted [&_mark]:text-foreground"
          >
            <HighlightedText text={excerpt(text, words)} words={words} />
          </p>
        ) : null}
      </div>
    </li>
  );
}

/** The first flag in full where it fits, and how many more there are; all of them on hover and when read out. */
function Flags({ flags }: { flags: readonly string[] }) {
  const [first, ...more] = flags;
  if (first === undefined) return null;
  return (
    <span className="relative z-10 flex max-w-[60%] shrink-0 gap-1" title={flags.join(", ")}>
      <span className="sr-only">{flags.join(", ")}</span>
      <Badge tone="warn" className="h-4 min-w-0">
        <span aria-hidden>{first}</span>
      </Badge>
      {more.length > 0 ? <span aria-hidden>+{more.length}</span> : null}
    </span>
  );
}

function MovementMark({ symbol, words }: Movement) {
  return (
    <span className="shrink-0 font-mono text-xs text-muted" title={words}>
      <span aria-hidden>{symbol}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

function Judged({ kind }: { kind: "expected" | "unwanted" }) {
  return kind === "expected" ? (
    <Badge tone="ok" icon={Check} className="h-4">
      expected
    </Badge>
  ) : (
    <Badge tone="danger" icon={OctagonX} className="h-4">
      must not come
    </Badge>
  );
}
