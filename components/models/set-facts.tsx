import type { ReactNode } from "react";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCost, formatCount, plural } from "#lib/format/number.ts";
import type { ShadowSet } from "#lib/ingest/shadow-schemas.ts";
import { atMost } from "./words.ts";

/** When and by whom a set was begun, and its money: spent and left to spend. */
export function SetFacts({ set, now }: { set: ShadowSet; now: number }) {
  const { spent, coverage } = set;
  return (
    <dl className="grid grid-cols-1 gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
      <Fact name={set.servedUntil ? "Served until" : "Begun"}>
        <RelativeTime at={set.servedUntil ?? set.createdAt} now={now} />
      </Fact>
      <Fact name={set.servedUntil ? "Replaced by" : "Begun by"}>{set.createdBy}</Fact>
      <Fact name="Last complete">
        <RelativeTime at={set.filledAt} now={now} />
      </Fact>
      <Fact name="Spent since it was begun">
        {spent.requests === 0
          ? "nothing"
          : `${formatCost(spent.cost)} · ${plural(spent.requests, "request")}`}
      </Fact>
      <Fact name="Tokens sent">{formatCount(spent.tokens)}</Fact>
      <Fact name="Left to embed">
        {set.complete
          ? "nothing"
          : `${plural(coverage.missingTokens, "token")}${atMost(set.costOfRest, " · ")}`}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 border-b">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right break-words">{children}</dd>
    </div>
  );
}
