"use client";

import { Skeleton } from "#components/ui/skeleton.tsx";
import { EffectLines } from "./effect-lines.tsx";
import { QueryLines } from "./query-lines.tsx";
import type { Preview } from "./use-effect-of.ts";

type PanelProps = {
  preview: Preview;
  nothing: boolean;
  /** Some field holds what cannot be saved. */
  wrong: boolean;
  rows?: boolean;
};

/** What the change in the form does, before it is saved. Each part comes by itself and never blocks the form. */
export function EffectPanel({ preview, nothing, wrong, rows = false }: PanelProps) {
  const { effect, queries } = preview;
  return (
    <section
      aria-live="polite"
      aria-label="What this does"
      className="flex flex-col gap-1 rounded-md bg-sunken p-3"
    >
      <h3 className="text-xs font-medium text-muted">What this does</h3>
      {nothing ? (
        <p className="text-muted">
          Nothing yet: no field differs. No chunk leaves or enters what customers are served.
        </p>
      ) : wrong ? (
        <p className="text-muted">Worked out once every field holds what can be saved.</p>
      ) : (
        <>
          <Part query={effect} what="The effect">
            {effect.data ? <EffectLines effect={effect.data} rows={rows} /> : null}
          </Part>
          <Part query={queries} what="The effect on queries">
            {queries.data ? <QueryLines effect={queries.data} /> : null}
          </Part>
        </>
      )}
    </section>
  );
}

type PartProps = {
  query: { error: Error | null; isPending: boolean; isFetching: boolean };
  what: string;
  children: React.ReactNode;
};

function Part({ query, what, children }: PartProps) {
  if (query.error)
    return (
      <p className="text-warn">
        {what} could not be worked out: {query.error.message} You can still save.
      </p>
    );
  if (query.isPending) return <Skeleton className="my-0.5 w-3/4" />;
  return <div className={query.isFetching ? "opacity-60" : undefined}>{children}</div>;
}
