import type { Route } from "next";
import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { Run } from "#lib/ingest/runs-schemas.ts";
import { durationWords, kindWords, modeWords } from "./words.ts";

const columns = ["Run", "Mode", "State", "Asked by", "Asked"];
const numbers = ["Duration", "Documents", "Failed", "Chunks written", "Embedded", "Tokens"];

/** One row a run, newest first. */
export function RunsTable({ runs, now }: { runs: Run[]; now: number }) {
  return (
    <Table label="Runs">
      <TableHead>
        <tr>
          {columns.map((name) => (
            <TableHeader key={name}>{name}</TableHeader>
          ))}
          {numbers.map((name) => (
            <TableHeader key={name} className="text-right">
              {name}
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id} className="hover:bg-hover">
            <TableCell>
              <Link
                className="font-medium whitespace-nowrap hover:underline"
                href={`/runs/${run.id}` as Route}
              >
                {kindWords[run.kind]}
              </Link>
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted">{modeWords[run.mode]}</TableCell>
            <TableCell>
              <StateChip state={run.state} />
            </TableCell>
            <TableCell className="max-w-48 truncate" title={run.requestedBy}>
              {run.requestedBy}
            </TableCell>
            <TableCell>
              <RelativeTime at={run.createdAt} now={now} />
            </TableCell>
            {figures(run, now).map((figure, index) => (
              <TableCell key={numbers[index]} className="text-right whitespace-nowrap">
                {figure}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function figures(run: Run, now: number): string[] {
  const { documents, chunks } = run;
  return [
    durationWords(run, now),
    documents.total > 0
      ? `${formatCount(documents.scanned)} of ${formatCount(documents.total)}`
      : formatCount(documents.scanned),
    formatCount(documents.failed),
    formatCount(chunks.written),
    formatCount(chunks.embedded),
    formatCount(run.tokens),
  ];
}
