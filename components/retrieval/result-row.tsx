import type { Route } from "next";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { RetrievedChunk } from "#lib/retrieve/result-schemas.ts";
import type { Movement } from "./compare-lanes.ts";
import { HighlightedText } from "./highlighted-text.tsx";
import { ScoreParts } from "./score-parts.tsx";

type ResultRowProps = {
  result: RetrievedChunk;
  words: readonly string[];
  moved: Movement | undefined;
  open: boolean;
  onToggle: () => void;
};

/** One result of a lane: where it stands, how near it is, and its text, in full when open. */
export function ResultRow({ result, words, moved, open, onToggle }: ResultRowProps) {
  const { chunkId, documentId, path, title, headingPath, text, rankAfter, score } = result;
  return (
    <li className="px-4 py-2.5">
      <div className="flex items-baseline gap-2">
        <span className="w-6 shrink-0 text-right font-medium">{rankAfter}</span>
        {moved ? <MovementMark {...moved} /> : null}
        <Link
          href={`/documents/${documentId}` as Route}
          className="min-w-0 truncate font-medium hover:underline"
        >
          {title ?? path}
        </Link>
        <span className="ml-auto shrink-0 font-mono text-xs" title="Score after rerank">
          <span className="sr-only">score </span>
          {score.toFixed(3)}
        </span>
      </div>
      <div className="mt-1 pl-8">
        {result.cosine === null ? null : <Similarity cosine={result.cosine} />}
        <p className="mt-1 text-xs break-words text-muted">
          <span className="font-mono">{path}</span>
          {headingPath ? <span> · {headingPath}</span> : null}
        </p>
        <p
          className={cn(
            "mt-1.5 text-sm break-words",
            open ? "whitespace-pre-wrap" : "line-clamp-3",
          )}
        >
          <HighlightedText text={text} words={words} />
        </p>
        <Button
          variant="ghost"
          size="sm"
          className="mt-1 -ml-2"
          aria-expanded={open}
          onClick={onToggle}
        >
          {open ? "Show less" : "Full text and score"}
          <span className="sr-only"> of result {rankAfter}</span>
        </Button>
        {open ? (
          <div className="mt-2 space-y-2">
            <ScoreParts result={result} />
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
              <span>
                chunk {result.chunkIndex + 1}
                {result.tokenCount === null ? "" : ` · ${formatCount(result.tokenCount)} tokens`}
              </span>
              <CopyButton value={chunkId} label="chunk id" />
              {result.guardrailFlags.map((flag) => (
                <Badge key={flag} tone="warn">
                  {flag}
                </Badge>
              ))}
            </p>
          </div>
        ) : null}
      </div>
    </li>
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

function Similarity({ cosine }: { cosine: number }) {
  const share = Math.min(Math.max(cosine, 0), 1);
  return (
    <div className="flex items-center gap-2" title="Cosine similarity, 1 − distance">
      <span className="font-mono text-xs">
        <span className="sr-only">similarity </span>
        {cosine.toFixed(3)}
      </span>
      <span className="h-1.5 flex-1 rounded-full bg-hover" aria-hidden>
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${(share * 100).toFixed(1)}%` }}
        />
      </span>
    </div>
  );
}
