import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import { formatCost, formatCount, formatDuration } from "#lib/format/number.ts";
import { type Run, workedMs } from "#lib/ingest/runs-schemas.ts";

type Figure = { name: string; of: (run: Run) => number; say?: (value: number) => string };

const figures: Figure[] = [
  { name: "Documents looked at", of: ({ documents }) => documents.scanned },
  {
    name: "Documents worked",
    of: ({ documents: { new: added, updated, repaired, removed } }) =>
      added + updated + repaired + removed,
  },
  { name: "Documents failed", of: ({ documents }) => documents.failed },
  { name: "Chunks written", of: ({ chunks }) => chunks.written },
  { name: "Chunks kept", of: ({ chunks }) => chunks.reused },
  { name: "Chunks embedded", of: ({ chunks }) => chunks.embedded },
  { name: "Tokens", of: ({ tokens }) => tokens },
  { name: "Cost", of: ({ estimatedCost }) => estimatedCost, say: formatCost },
  { name: "Time", of: (run) => workedMs(run, Date.parse(run.createdAt)) ?? 0, say: formatDuration },
];

/** The figures of two runs beside each other. */
export function RunComparison({ before, after }: { before: Run; after: Run }) {
  return (
    <Table label="Figures of both runs">
      <TableHead>
        <tr>
          <TableHeader>Figure</TableHeader>
          <TableHeader className="text-right">Before</TableHeader>
          <TableHeader className="text-right">This run</TableHeader>
          <TableHeader className="text-right">Difference</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {figures.map(({ name, of, say = formatCount }) => {
          const [was, is] = [of(before), of(after)];
          const sign = is > was ? "+" : "−";
          return (
            <TableRow key={name}>
              <TableCell>{name}</TableCell>
              <TableCell className="text-right text-muted">{say(was)}</TableCell>
              <TableCell className="text-right">{say(is)}</TableCell>
              <TableCell className="text-right">
                {is === was ? (
                  <span className="text-muted">–</span>
                ) : (
                  `${sign}${say(Math.abs(is - was))}`
                )}
              </TableCell>
            </TableRow>
          );
        })}
        <TableRow>
          <TableCell>Model</TableCell>
          <TableCell className="text-right text-muted">{before.embeddingModel ?? "–"}</TableCell>
          <TableCell className="text-right">{after.embeddingModel ?? "–"}</TableCell>
          <TableCell className="text-right">
            {before.embeddingModel === after.embeddingModel ? (
              <span className="text-muted">–</span>
            ) : (
              "changed"
            )}
          </TableCell>
        </TableRow>
      </TableBody>
    </Table>
  );
}
