import { Snowflake } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { FrozenResults } from "#lib/evaluate/schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";

type FrozenNoticeProps = {
  frozen: FrozenResults;
  /** What the other lanes are asked: another one may have been typed since. */
  query: string;
  context: RetrievalContext;
  /** Undefined where "now" stands beside it already. */
  onCompare: (() => void) | undefined;
};

/** Whose results these are, of which state of the corpus, and the way to today's. */
export function FrozenNotice({ frozen, query, context, onCompare }: FrozenNoticeProps) {
  const withheld = frozen.lanes.some((lane) => lane.withheld);
  return (
    <div className="mx-4 mb-2 flex flex-wrap items-center justify-between gap-2 rounded-md bg-accent-soft px-3 py-2">
      <p className="flex items-center gap-2">
        <Snowflake className="size-3.5 shrink-0 text-accent" aria-hidden />
        <span>
          <span className="font-medium">{frozen.title ?? "Frozen results"}</span> · by {frozen.by},{" "}
          <RelativeTime at={frozen.at} /> · corpus state {formatCount(Number(frozen.corpusVersion))}
          ,{" "}
          {frozen.writesSince === 0
            ? "unchanged since"
            : `${plural(frozen.writesSince, "write")} to the corpus since`}
          {frozen.query === query.trim() ? (
            ""
          ) : (
            <span className="line-clamp-2 font-medium">
              It answers another question: {frozen.query}
            </span>
          )}
          {contextWords(frozen.context) === contextWords(context) ? (
            ""
          ) : (
            <span className="line-clamp-2 font-medium">
              It was asked as {contextWords(frozen.context)}.
            </span>
          )}
          {withheld ? " · some results are withheld: not for your eyes" : ""}
        </span>
      </p>
      {onCompare ? (
        <Button size="sm" onClick={onCompare}>
          Compare with now
        </Button>
      ) : null}
    </div>
  );
}

/** "owner, platforms mx": who asked, and what was known of them, in one order whoever wrote it. */
function contextWords({ mode, archetypeWeights = {}, ...lists }: RetrievalContext): string {
  const known = Object.entries(lists).flatMap(([name, values = []]) =>
    values.length > 0 ? [`${name} ${values.join(", ")}`] : [],
  );
  const weights = Object.entries(archetypeWeights)
    .filter(([, weight]) => weight > 0)
    .map(([name, weight]) => `${name} ${weight}`);
  return [mode || "anyone", ...[...known, ...weights].toSorted()].join(", ");
}
