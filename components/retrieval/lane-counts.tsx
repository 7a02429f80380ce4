"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiSend } from "#components/api-client.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { KeptCount } from "#lib/retrieve/result-schemas.ts";
import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";

/** How many chunks each of the lane's filters keeps. Counting costs a scan, so it waits until somebody looks. */
export function LaneCounts({ configuration }: { configuration: ConfigurationChanges }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["kept-counts", configuration],
    queryFn: async ({ signal }) =>
      (
        await apiSend<{ items: KeptCount[] }>(
          "POST",
          "/api/retrieval/kept-counts",
          { configuration },
          { signal },
        )
      ).items,
    enabled: open,
    staleTime: 30_000,
  });
  return (
    <details className="text-xs" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="list-none text-muted hover:text-foreground">
        <span className="underline decoration-dotted underline-offset-2">
          What each filter keeps
        </span>
      </summary>
      {error ? (
        <p role="alert" className="text-danger">
          {error.message}
        </p>
      ) : data ? (
        <KeptCounts kept={data} />
      ) : (
        <Skeleton className="mt-1 h-24" />
      )}
    </details>
  );
}

/** After each filter in turn, how many chunks are left and how many it took. */
export function KeptCounts({ kept }: { kept: readonly KeptCount[] }) {
  return (
    <dl className="mt-1 grid grid-cols-[1fr_auto_auto] gap-x-3 gap-y-0.5">
      {kept.map(({ filter, kept: left }, index) => {
        const taken = (kept[index - 1]?.kept ?? left) - left;
        return (
          <div key={filter} className="col-span-3 grid grid-cols-subgrid">
            <dt className="min-w-0 break-words text-muted">{filter}</dt>
            <dd className="text-right font-mono">{formatCount(left)}</dd>
            <dd className="text-right font-mono text-muted">
              {taken > 0 ? `−${formatCount(taken)}` : ""}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
