import Link from "next/link";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "#components/ui/table.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { Numbers } from "./numbers.ts";

/** A chart's numbers as a table. */
export function NumbersTable({ label, columns, rows, hrefOf }: Numbers & { label: string }) {
  if (rows.length === 0) return <p className="py-4 text-muted">Nothing in this time.</p>;
  return (
    <Table label={label}>
      <TableHead>
        <tr>
          {columns.map(({ header }, at) => (
            <TableHeader key={header} className={at > 0 ? "text-right" : ""}>
              {header}
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={String(row[0])}>
            {columns.map(({ header, words = formatCount }, at) => (
              <TableCell key={header} className={at > 0 ? "text-right whitespace-nowrap" : ""}>
                {at === 0 && hrefOf ? (
                  <Link className="underline" href={hrefOf(String(row[0]))} scroll={false}>
                    {row[0]}
                  </Link>
                ) : (
                  cellText(row[at] ?? null, words)
                )}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function cellText(cell: string | number | null, words: (value: number) => string): string {
  if (cell === null) return "–";
  return typeof cell === "number" ? words(cell) : cell;
}
