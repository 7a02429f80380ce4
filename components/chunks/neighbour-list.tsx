"use client";

import type { Route } from "next";
import Link from "next/link";
import { PanelQuery } from "#components/data-table/panel-query.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Neighbours } from "#lib/corpus/chunk-schemas.ts";
import { formatCount } from "#lib/format/number.ts";

/** What is nearest to a chunk by its own vector, near-duplicates marked. */
export function NeighbourList({ id }: { id: string }) {
  return (
    <section aria-label="Nearest neighbours">
      <h3 className="mb-1 font-semibold">Nearest neighbours</h3>
      <PanelQuery<Neighbours> url={`/api/chunks/${id}/neighbours`}>
        {(found) => <Found {...found} />}
      </PanelQuery>
    </section>
  );
}

function Found({ among, exact, items }: Neighbours) {
  if (among === null)
    return <p className="text-muted">It has no vector yet, so nothing can be compared with it.</p>;
  const twins = items.filter((one) => one.nearDuplicate).length;
  return (
    <>
      <p className="text-xs text-muted">
        By its own vector among {formatCount(among)} served chunks
        {exact ? "" : ", by the approximate index"}.{" "}
        {twins > 0 ? `${twins} say nearly the same (0.97 and over).` : "None says the same."}
      </p>
      <ol className="divide-y divide-line">
        {items.map((one) => (
          <li key={one.id} className="py-1.5">
            <div className="flex items-center gap-2">
              <span className="w-10 shrink-0 text-muted">{one.similarity.toFixed(3)}</span>
              <Link
                href={`/chunks/${one.id}` as Route}
                prefetch={false}
                className="min-w-0 flex-1 truncate font-medium hover:underline"
              >
                {one.documentTitle} · {formatCount(one.index + 1)}
              </Link>
              {one.nearDuplicate ? <Badge tone="warn">near-duplicate</Badge> : null}
            </div>
            <p className="line-clamp-2 pl-12 break-words text-muted">{one.excerpt}</p>
          </li>
        ))}
      </ol>
    </>
  );
}
