"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { apiGet } from "#components/api-client.ts";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs.tsx";
import type { QueryHistory, SavedQuery } from "#lib/evaluate/schemas.ts";
import { plural } from "#lib/format/number.ts";
import { QuestionsButton, type QuestionsMenuProps } from "./questions-menu.tsx";
import type { LabChange } from "./use-lab-state.ts";

/** My history, saved queries and what programs asked; one press asks again. */
export default function QuestionsPopover({ onAsk }: QuestionsMenuProps) {
  const [open, setOpen] = useState(true);
  const history = useQuery({
    queryKey: ["query-history"],
    queryFn: ({ signal }) => apiGet<QueryHistory>("/api/retrieval/history", signal),
    enabled: open,
  });
  const saved = useQuery({
    queryKey: ["saved-queries"],
    queryFn: ({ signal }) => apiGet<{ items: SavedQuery[] }>("/api/retrieval/queries", signal),
    enabled: open,
  });
  const ask = (text: string, also: LabChange) => {
    setOpen(false);
    onAsk(text, also);
  };
  const failed = history.error ?? saved.error;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <QuestionsButton />
      </PopoverTrigger>
      <PopoverContent align="end" className="w-[min(28rem,calc(100vw-2rem))] p-0">
        <Tabs defaultValue="mine">
          <TabsList className="px-3">
            <TabsTrigger value="mine">Mine</TabsTrigger>
            <TabsTrigger value="saved">Saved</TabsTrigger>
            <TabsTrigger value="production">Asked by programs</TabsTrigger>
          </TabsList>
          <div className="max-h-96 overflow-y-auto p-1">
            {failed ? (
              <p role="alert" className="p-3 text-danger">
                {failed.message}
              </p>
            ) : null}
            <TabsContent value="mine">
              <Questions
                rows={history.data?.mine.map(({ text, at, times, context }) => {
                  const { mode = "", ...about } = context;
                  return {
                    key: text,
                    text,
                    note: (
                      <>
                        <RelativeTime at={at} />
                        {times > 1 ? ` · ${times} times` : ""}
                        {mode ? ` · as ${mode}` : ""}
                      </>
                    ),
                    onAsk: () => ask(text, { mode, about, saved: "" }),
                  };
                })}
                none="You have asked nothing yet."
              />
            </TabsContent>
            <TabsContent value="saved">
              <Questions
                rows={saved.data?.items.map(({ id, name, text, set, expected, context }) => {
                  const { mode = "", ...about } = context;
                  return {
                    key: id,
                    text: name === text ? text : `${name}: ${text}`,
                    note: [set ?? "", expected.length > 0 ? `${expected.length} expected` : ""]
                      .filter(Boolean)
                      .join(" · "),
                    onAsk: () => ask(text, { mode, about, saved: id }),
                  };
                })}
                none="No query is saved yet."
              />
              <p className="px-2 py-1.5 text-xs">
                <Link href="/retrieval/queries" className="text-accent hover:underline">
                  All saved queries
                </Link>
              </p>
            </TabsContent>
            <TabsContent value="production">
              <Questions
                rows={history.data?.production.map(({ text, at, times, results }) => ({
                  key: text,
                  text,
                  note: (
                    <>
                      <RelativeTime at={at} /> · {plural(times, "time")} ·{" "}
                      {plural(results, "result")}
                    </>
                  ),
                  onAsk: () => ask(text, { mode: "", about: {}, saved: "" }),
                }))}
                none={
                  history.data?.productionLogged
                    ? "No program has asked in the last 30 days."
                    : "The words of programs' queries are not logged. An admin can switch that on in the settings of the retrieval log."
                }
              />
            </TabsContent>
          </div>
        </Tabs>
      </PopoverContent>
    </Popover>
  );
}

type Question = { key: string; text: string; note: ReactNode; onAsk: () => void };

function Questions({ rows, none }: { rows: Question[] | undefined; none: string }) {
  if (!rows)
    return (
      <div className="space-y-3 p-2">
        <Skeleton className="w-4/5" />
        <Skeleton className="w-3/5" />
        <Skeleton className="w-4/5" />
      </div>
    );
  if (rows.length === 0) return <p className="p-3 text-muted">{none}</p>;
  return (
    <ul>
      {rows.map(({ key, text, note, onAsk }) => (
        <li key={key}>
          <button
            type="button"
            dir="auto"
            onClick={onAsk}
            className="w-full rounded-md px-2 py-1.5 text-left hover:bg-hover"
          >
            <span className="line-clamp-2 break-words">{text}</span>
            <span className="block text-xs text-muted">{note}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
