"use client";

import type { Route } from "next";
import Link from "next/link";
import { PanelQuery } from "#components/data-table/panel-query.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ChunkAppearances } from "#lib/corpus/chunk-schemas.ts";
import { plural } from "#lib/format/number.ts";

/** The calls that returned a chunk, as the retrieval log has them. */
export function AppearanceList({ id }: { id: string }) {
  return (
    <PanelQuery<ChunkAppearances> url={`/api/chunks/${id}/appearances`}>
      {({ total, best, items }) =>
        total === 0 ? (
          <p className="text-muted">The log names no call that returned it.</p>
        ) : (
          <>
            <p className="text-xs text-muted">
              Returned by {plural(total, "logged call")}, best rank {best}. The last ones:
            </p>
            <ol className="divide-y divide-line">
              {items.map((one) => (
                <li key={one.id} className="flex items-center gap-2 py-1.5">
                  <span className="w-8 text-muted">#{one.rank}</span>
                  <Link href={`/retrieval/log/${one.id}` as Route} className="hover:underline">
                    {one.origin === "api" ? "Runtime call" : "Lab query"}
                  </Link>
                  <span className="ml-auto text-xs text-muted">
                    <RelativeTime at={one.at} />
                  </span>
                </li>
              ))}
            </ol>
          </>
        )
      }
    </PanelQuery>
  );
}
