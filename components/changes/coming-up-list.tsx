import { CalendarMinus, CalendarPlus } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { plural } from "#lib/format/number.ts";

type Coming = {
  documentId: string;
  title: string;
  what: "starts" | "expires";
  at: string;
  chunks: number;
};

/** What starts or ends by date, the next first. */
export function ComingUpList({ items }: { items: Coming[] }) {
  if (items.length === 0)
    return <p className="text-muted">No document starts or expires within 30 days.</p>;
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => {
        const Icon = item.what === "starts" ? CalendarPlus : CalendarMinus;
        return (
          <li key={`${item.documentId} ${item.what}`} className="flex gap-2 py-1.5">
            <Icon className="mt-0.5 size-3.5 shrink-0 text-muted" aria-hidden />
            <span className="min-w-0">
              <Link
                href={`/documents/${item.documentId}` as Route}
                className="font-medium break-words hover:underline"
              >
                {item.title}
              </Link>{" "}
              {item.what} <RelativeTime at={item.at} />
              <span className="block text-xs text-muted">
                <ExactTime at={item.at} /> · {plural(item.chunks, "chunk")}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
