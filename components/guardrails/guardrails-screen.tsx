"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { apiGet } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import {
  type GuardrailsPage,
  type GuardrailsSearch,
  guardrailsQuery,
} from "#lib/guardrail/scan-schemas.ts";
import { LevelTabs } from "./level-tabs.tsx";
import { ScanButton } from "./scan-button.tsx";
import { ScanSummary } from "./scan-summary.tsx";
import { SuspectsTable } from "./suspects-table.tsx";

type GuardrailsScreenProps = {
  search: GuardrailsSearch;
  first: GuardrailsPage;
  now: number;
  canScan: boolean;
};

/** What the last search for amounts found, by level; asked for anew each second while one is under way. */
export function GuardrailsScreen({ search, first, now, canScan }: GuardrailsScreenProps) {
  const query = guardrailsQuery(search);
  const { data, error } = useQuery({
    queryKey: ["guardrails", query],
    queryFn: ({ signal }) => apiGet<GuardrailsPage>(`/api/guardrails${query}`, signal),
    initialData: first,
    initialDataUpdatedAt: now,
    refetchInterval: ({ state }) => (state.data?.current ? 1_000 : 30_000),
  });
  const { last, current, items, nextCursor } = data;
  return (
    <>
      <PageHeader
        title="Guardrails"
        purpose="Where an amount of money stands in what is stored: places, never the amounts."
        action={<ScanButton canScan={canScan} running={current !== null} />}
      />
      {error ? (
        <div className="mx-4 mb-2">
          <Notice tone="warn">
            These figures could not be brought up to date: {error.message} The page keeps trying.
          </Notice>
        </div>
      ) : null}
      <ScanSummary last={last} current={current} now={now} />
      {last ? <LevelTabs level={search.level} scan={last} /> : null}
      {items.length > 0 ? <SuspectsTable items={items} /> : null}
      {last && items.length === 0 ? <NothingFound level={search.level} /> : null}
      {nextCursor ? (
        <p className="p-4">
          <Button asChild>
            <Link
              href={
                `/guardrails${guardrailsQuery({ ...search, after: Number(nextCursor) })}` as Route
              }
            >
              More places
            </Link>
          </Button>
        </p>
      ) : null}
    </>
  );
}

const empty = {
  leak: ["No amount stands where none may", "Every table was searched by the present rules."],
  "redacted on reading": [
    "The history holds no amount of a sensitive document",
    "Amounts that stood in a document before it was flagged would be listed here.",
  ],
  unmarked: [
    "No document without the pricing flag holds an amount",
    "Where one does, somebody should decide whether it needs the flag.",
  ],
} as const;

function NothingFound({ level }: { level: keyof typeof empty }) {
  const [title, text] = empty[level];
  return (
    <EmptyState title={title} icon={ShieldCheck}>
      {text}
    </EmptyState>
  );
}
