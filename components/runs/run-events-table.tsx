import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import { formatCount, formatDuration } from "#lib/format/number.ts";
import type { RunEvent } from "#lib/ingest/runs-schemas.ts";

const looks = {
  info: { tone: "neutral", icon: Info },
  warning: { tone: "warn", icon: TriangleAlert },
  error: { tone: "danger", icon: CircleX },
} as const;

/** Events of a run: what was done with a document, why, and what it cost. */
export function RunEventsTable({ events }: { events: RunEvent[] }) {
  return (
    <Table label="Events of this run">
      <TableHead>
        <tr>
          <TableHeader>Level</TableHeader>
          <TableHeader>Action</TableHeader>
          <TableHeader>Document</TableHeader>
          <TableHeader>Why</TableHeader>
          <TableHeader className="text-right">Chunks + / = / −</TableHeader>
          <TableHeader className="text-right">Tokens</TableHeader>
          <TableHeader className="text-right">Time</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {events.map((event) => (
          <TableRow key={event.id}>
            <TableCell>
              <Badge {...looks[event.level]}>{event.level}</Badge>
            </TableCell>
            <TableCell className="whitespace-nowrap">{event.action}</TableCell>
            <TableCell className="min-w-48 break-all">
              <DocumentLink event={event} />
            </TableCell>
            <TableCell className="min-w-56">
              {event.reason}
              {event.message ? <span className="block text-muted">{event.message}</span> : null}
            </TableCell>
            <TableCell className="text-right whitespace-nowrap">
              {event.chunksAdded} / {event.chunksKept} / {event.chunksRemoved}
            </TableCell>
            <TableCell className="text-right">{formatCount(event.tokens)}</TableCell>
            <TableCell className="text-right whitespace-nowrap">
              {event.durationMs === null ? "–" : formatDuration(event.durationMs)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function DocumentLink({ event: { documentId, path } }: { event: RunEvent }) {
  if (documentId === null) return <span>{path ?? "–"}</span>;
  return (
    <Link className="hover:underline" href={`/documents/${documentId}` as Route}>
      {path ?? documentId}
    </Link>
  );
}
