import { Hourglass } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { ComingUpList } from "#components/changes/coming-up-list.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Overview } from "#lib/curate/overview-schemas.ts";
import { formatCount } from "#lib/format/number.ts";
import { NumberLink } from "./number-link.tsx";

type ComingPanelProps = Pick<Overview, "waiting" | "comingUp" | "budget">;

/** What waits for an admin, what dates will change by themselves, and what of today's tokens is left. */
export function ComingPanel({ waiting, comingUp, budget }: ComingPanelProps) {
  return (
    <Panel title="Coming up, next 30 days">
      {budget.tokens === null ? null : <BudgetLine {...budget} tokens={budget.tokens} />}
      {waiting.length > 0 ? (
        <ul className="divide-y divide-line border-b pb-1" aria-label="Waiting for an admin">
          {waiting.map(({ id, title, reason, since, href }) => (
            <li key={id} className="flex gap-2 py-1.5">
              <Hourglass className="mt-0.5 size-3.5 shrink-0 text-warn" aria-hidden />
              <span className="min-w-0">
                <Link href={href as Route} className="font-medium break-words hover:underline">
                  {title}
                </Link>{" "}
                waits for an admin since <RelativeTime at={since} />
                <span className="block text-xs break-words text-muted">{reason}</span>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <ComingUpList items={comingUp} />
    </Panel>
  );
}

function BudgetLine({ tokens, spent, endsAt }: { tokens: number; spent: number; endsAt: string }) {
  const share = tokens === 0 ? 1 : Math.min(1, spent / tokens);
  return (
    <div className="border-b pb-2">
      <p className="flex flex-wrap justify-between gap-x-3 pb-1">
        <span>
          Token budget of today{" "}
          <span className="text-xs text-muted">
            anew <RelativeTime at={endsAt} />
          </span>
        </span>
        <NumberLink to="/costs?time=7d&of=tokens">
          {formatCount(spent)} of {formatCount(tokens)}
        </NumberLink>
      </p>
      <span className="block h-1.5 rounded-full bg-hover" aria-hidden>
        <span
          className={`block h-full rounded-full ${share >= 0.8 ? "bg-warn" : "bg-accent"}`}
          style={{ width: `${(share * 100).toFixed(1)}%` }}
        />
      </span>
      {share >= 0.8 ? (
        <p className="pt-1 text-xs">
          {share >= 1 ? "Spent: runs stand still until then." : "Nearly spent."} Questions are still
          answered.
        </p>
      ) : null}
    </div>
  );
}
