import type { Route } from "next";
import Link from "next/link";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import {
  type CallListState,
  type CallRow,
  callEndings,
  callListDefaults,
  monitoringDefaults,
  ranges,
} from "#lib/retrieve/monitor-schemas.ts";
import { fullTextAlone } from "#lib/retrieve/result-schemas.ts";
import { toQueryString } from "#lib/url/to-query-string.ts";
import { CallsTable } from "./calls-table.tsx";

type CallListScreenProps = { state: CallListState; items: CallRow[]; more: boolean };

const sorts = { latest: "Latest first", lowest: "Lowest score first", slowest: "Slowest first" };

/** Logged calls one by one; each leads to what it returned. */
export function CallListScreen({ state, items, more }: CallListScreenProps) {
  const to = (change: Partial<CallListState>) =>
    `/retrieval/log${toQueryString(callListDefaults, { ...state, page: 1, ...change })}` as Route;
  return (
    <>
      <PageHeader
        title="Calls"
        purpose={`What was asked in the last ${ranges[state.range].label}, call by call.`}
      />
      <div className="flex flex-wrap gap-x-6 gap-y-1 px-4 pb-3">
        <Links label="Ended">
          {callEndings.map((outcome) => (
            <Choice key={outcome} href={to({ outcome })} current={state.outcome === outcome}>
              {outcome === "alone" ? fullTextAlone : outcome}
            </Choice>
          ))}
        </Links>
        <Links label="Order">
          {(["latest", "lowest", "slowest"] as const).map((sort) => (
            <Choice key={sort} href={to({ sort })} current={state.sort === sort}>
              {sorts[sort]}
            </Choice>
          ))}
        </Links>
        <Link
          href={
            `/retrieval/monitoring${toQueryString(monitoringDefaults, { range: state.range, who: state.who })}` as Route
          }
          className="underline"
        >
          Back to the charts
        </Link>
      </div>
      {items.length === 0 ? (
        <EmptyState title="No such call in this time">
          Choose a longer time, or another ending.
        </EmptyState>
      ) : (
        <CallsTable label="Calls" rows={items} />
      )}
      <p className="flex gap-4 p-4">
        {state.page > 1 ? (
          <Link href={to({ page: state.page - 1 })} className="underline">
            Page {state.page - 1}
          </Link>
        ) : null}
        {more && state.page < 200 ? (
          <Link href={to({ page: state.page + 1 })} className="underline">
            Page {state.page + 1}
          </Link>
        ) : null}
      </p>
    </>
  );
}

function Links({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-x-3">
      <span className="text-muted">{label}</span>
      {children}
    </nav>
  );
}

type ChoiceProps = { href: Route; current: boolean; children: React.ReactNode };

function Choice({ href, current, children }: ChoiceProps) {
  return (
    <Link
      href={href}
      aria-current={current ? "true" : undefined}
      className={current ? "font-medium" : "underline"}
    >
      {children}
    </Link>
  );
}
