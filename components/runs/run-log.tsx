"use client";

import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import { clockTime, exactTime } from "#lib/format/time.ts";
import type { RunLogLine } from "#lib/ingest/runs-schemas.ts";
import { useRunLog } from "./use-run-log.ts";

const looks = {
  info: { tone: "neutral", icon: Info },
  warning: { tone: "warn", icon: TriangleAlert },
  error: { tone: "danger", icon: CircleX },
} as const;

/** The run's log, newest line first, by level and by words. */
export default function RunLog({ runId, live }: { runId: string; live: boolean }) {
  const [level, setLevel] = useState("");
  const [q, setQ] = useState("");
  const { lines, more, showMore, error, isPending } = useRunLog({ runId, live, level, q });
  return (
    <div className="flex flex-col gap-2 px-4">
      <fieldset className="flex flex-wrap items-center gap-2">
        <legend className="sr-only">Filter log lines</legend>
        <Select aria-label="Level" value={level} onChange={(event) => setLevel(event.target.value)}>
          <option value="">Every level</option>
          <option value="info">Info</option>
          <option value="warning">Warnings</option>
          <option value="error">Errors</option>
        </Select>
        <Input
          type="search"
          aria-label="Words in the log"
          placeholder="Words in the log"
          value={q}
          maxLength={200}
          className="w-64"
          onChange={(event) => setQ(event.target.value)}
        />
      </fieldset>
      {error ? <Notice tone="warn">The log could not be read: {error.message}</Notice> : null}
      <ol aria-label="Log of this run, newest first" className="divide-y divide-line border-y">
        {lines.map((line) => (
          <LogLine key={line.id} line={line} />
        ))}
      </ol>
      {lines.length === 0 && !error ? (
        <p className="py-4 text-muted">{emptyWords(isPending, live, level !== "" || q !== "")}</p>
      ) : null}
      {more ? (
        <div>
          <Button onClick={showMore}>Show earlier lines</Button>
        </div>
      ) : null}
    </div>
  );
}

function LogLine({ line }: { line: RunLogLine }) {
  const zone = useTimeZone();
  const said = [line.reason, line.message].filter(Boolean).join(". ");
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-1.5 text-sm">
      <time dateTime={line.at} title={exactTime(line.at, zone)} className="text-muted tabular-nums">
        {clockTime(line.at, zone)}
      </time>
      <Badge {...looks[line.level]}>{line.level}</Badge>
      <span className="font-medium">{line.action}</span>
      {line.path === null ? null : line.documentId ? (
        <Link className="break-all hover:underline" href={`/documents/${line.documentId}` as Route}>
          {line.path}
        </Link>
      ) : (
        <span className="break-all">{line.path}</span>
      )}
      {said ? (
        <span className="min-w-0 basis-full break-words text-muted md:basis-auto">{said}</span>
      ) : null}
    </li>
  );
}

function emptyWords(isPending: boolean, live: boolean, filtered: boolean): string {
  if (isPending) return "Reading…";
  if (filtered) return "No line fits this filter.";
  return live ? "Nothing yet." : "This run recorded nothing.";
}
