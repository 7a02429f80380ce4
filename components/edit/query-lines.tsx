import { SearchCheck, TriangleAlert } from "lucide-react";
import { ExactTime } from "#components/ui/exact-time.tsx";
import type { QueriesEffect, QueryEffect } from "#lib/corpus/change-set-schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import { Line } from "./effect-lines.tsx";

const shown = 8;

const nouns: Record<QueriesEffect["source"], [string, string]> = {
  "saved queries": ["saved query", "saved queries"],
  "lab history": ["query of the lab's history", "queries of the lab's history"],
  "logged queries": ["logged query", "logged queries"],
  none: ["query", "queries"],
};

/** Which queries would find something else; what could not be checked is said. */
export function QueryLines({ effect, did = false }: { effect: QueriesEffect; did?: boolean }) {
  const { checked, changed, notChecked, source, ms } = effect;
  const results = effect.results.filter((one) => one.changed);
  return (
    <ul className="flex flex-col gap-1">
      {source === "none" ? null : (
        <Line icon={SearchCheck}>
          {plural(checked, ...nouns[source])} checked
          {effect.asOf ? (
            <>
              {" "}
              as of <ExactTime at={effect.asOf} />
            </>
          ) : null}
          : {formatCount(changed)} {did ? "changed" : changed === 1 ? "changes" : "change"} their
          top {effect.results[0]?.k ?? "results"}
          <span className="text-muted"> · {formatCount(ms)} ms</span>
        </Line>
      )}
      {results.slice(0, shown).map((result) => (
        <li key={result.id} className="ml-5.5 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
          <span className="line-clamp-2 break-words" title={result.query}>
            “{result.query}”
          </span>
          <span className="text-right text-muted">{inWords(result)}</span>
        </li>
      ))}
      {results.length > shown ? (
        <li className="ml-5.5 text-muted">and {formatCount(results.length - shown)} more</li>
      ) : null}
      {notChecked.map((what) => (
        <Line key={what} icon={TriangleAlert}>
          <span className="text-warn">Could not check: </span>
          {what}
        </Line>
      ))}
    </ul>
  );
}

function inWords({ k, leave, enter, moved, first }: QueryEffect): string {
  const counts = [
    leave > 0 ? `${leave} of ${k} leave` : "",
    enter > 0 ? `${enter} enter` : "",
    leave + enter === 0 && moved > 0 ? `${moved} move` : "",
  ].filter(Boolean);
  const best = first
    ? ` · ${first.from ? `#${first.from}` : "new"} → ${first.to ? `#${first.to}` : "gone"}`
    : "";
  return counts.join(", ") + best;
}
