"use client";

import { ArrowDownToLine, ArrowUpFromLine, Equal } from "lucide-react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Effect } from "#lib/corpus/schemas.ts";
import { plural } from "#lib/format/number.ts";
import { useEffectPreview } from "./use-effect-preview.ts";

type PreviewProps = { id: string; status: string; embedMode: string };

/** What this edit does, before it is saved. It never blocks the form. */
export function EffectPreview({ id, status, embedMode }: PreviewProps) {
  const { data, error, isPending } = useEffectPreview(id, { status, embedMode });
  return (
    <section aria-live="polite" aria-label="What this does" className="rounded-md bg-sunken p-3">
      <h3 className="mb-1 text-xs font-medium text-muted">What this does</h3>
      {isPending ? <Skeleton className="my-0.5 w-3/4" /> : null}
      {error ? <p>Could not be worked out: {error.message} You can still save.</p> : null}
      {data ? <EffectLines effect={data} /> : null}
    </section>
  );
}

function EffectLines({ effect }: { effect: Effect }) {
  const { leave, enter, servedNow, servedAfter, withoutVector, rewritesChunks } = effect;
  return (
    <ul className="flex flex-col gap-1">
      {leave > 0 ? (
        <li className="flex gap-2">
          <ArrowUpFromLine className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {plural(leave, "chunk leaves", "chunks leave")} what customers are served, at once.
        </li>
      ) : null}
      {enter > 0 ? (
        <li className="flex gap-2">
          <ArrowDownToLine className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {plural(enter, "chunk enters", "chunks enter")} what customers are served, at once.
        </li>
      ) : null}
      {leave + enter === 0 ? (
        <li className="flex gap-2">
          <Equal className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {plural(servedNow, "chunk is", "chunks are")} served, before and after.
        </li>
      ) : (
        <li>
          Served now: {servedNow}. Served after: {servedAfter}.
        </li>
      )}
      {withoutVector > 0 ? (
        <li>{plural(withoutVector, "chunk has", "chunks have")} to be embedded first.</li>
      ) : null}
      {rewritesChunks ? <li>The next ingestion run cuts its chunks anew.</li> : null}
    </ul>
  );
}
