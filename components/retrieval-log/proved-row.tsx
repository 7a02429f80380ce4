import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { ProvedResult } from "#lib/retrieve/proof-schemas.ts";
import { ChangeList } from "./change-list.tsx";
import { TextCompare } from "./text-compare.tsx";
import { outcomeTones } from "./words.ts";

/** One returned chunk: where it stood, what became of it, and in full when open. */
export function ProvedRow({ result }: { result: ProvedResult }) {
  const { rank, score, similarity, fullText, before, outcome, documentId, textHash } = result;
  return (
    <li>
      <details className="group">
        <summary className="flex list-none items-center gap-2 px-4 py-2 hover:bg-hover">
          <ChevronRight
            className="size-3.5 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90 motion-reduce:transition-none"
            aria-hidden
          />
          <span className="w-6 shrink-0 text-right font-medium">{rank}</span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-mono text-xs">{before.path}</span>
            <span className="block truncate text-xs text-muted">
              chunk {before.chunkIndex + 1}
              {before.headingPath ? ` · ${before.headingPath}` : ""}
            </span>
          </span>
          <Badge tone={outcomeTones[outcome]}>{outcome}</Badge>
          <span className="w-14 shrink-0 text-right font-mono text-xs" title="Score after rerank">
            <span className="sr-only">score </span>
            {score.toFixed(3)}
          </span>
        </summary>
        <div className="flex flex-col gap-4 border-t bg-sunken px-4 py-3 md:pl-14">
          <TextCompare result={result} />
          <div>
            <p className="mb-1 text-xs font-medium">Between then and now</p>
            <ChangeList changes={result.changes} />
          </div>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
            {similarity === null ? null : <span>similarity {similarity.toFixed(4)}</span>}
            {fullText === null ? null : <span>full text {fullText.toFixed(2)}</span>}
            {result.rankBefore === null ? null : (
              <span>place {result.rankBefore} before rerank</span>
            )}
            <span>chunk version {result.chunkVersion ?? "unknown"}</span>
            <span>document version {result.documentVersion ?? "unknown"}</span>
            <CopyButton value={before.chunkId} label="chunk id" />
            <span>
              SHA-256 of the text <CopyButton value={textHash} label="hash of the text" />
            </span>
            {outcome === "document removed" ? null : (
              <Link href={`/documents/${documentId}` as Route} className="underline">
                the document now
              </Link>
            )}
          </p>
        </div>
      </details>
    </li>
  );
}
