"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { apiSend } from "#components/api-client.ts";
import { QueryLines } from "#components/edit/query-lines.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ChangeSet, QueriesEffect } from "#lib/corpus/change-set-schemas.ts";
import { formatCount } from "#lib/format/number.ts";

/** What was predicted beside what came of it; queries are asked once more when the page is first looked at. */
export function PredictedActual({ set }: { set: ChangeSet }) {
  const { predicted, actual } = set;
  if (set.withheld)
    return (
      <p className="text-muted">
        Some of its rows are restricted: only admins see them, and what the change did as a whole.
      </p>
    );
  if (!predicted?.effect)
    return <p className="text-muted">Nothing was predicted for this change.</p>;
  const rows = [
    ["Rows that change", predicted.effect.rows.change, actual?.effect.rows.change],
    ["Rows left as they are", predicted.effect.rows.skipped, actual?.effect.rows.skipped],
    ["Chunks that leave", predicted.effect.serving.leave, actual?.effect.serving.leave],
    ["Chunks that enter", predicted.effect.serving.enter, actual?.effect.serving.enter],
    ["Queries that change", predicted.queries?.changed, actual?.queries?.changed],
  ] as const;
  return (
    <>
      <table className="w-full text-left">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="py-1 font-medium">
              What
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              Predicted
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              Actual
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(([what, said, came]) => (
            <tr key={what}>
              <th scope="row" className="py-1 font-normal text-muted">
                {what}
              </th>
              <td className="py-1 text-right">{count(said)}</td>
              <td className="py-1 text-right">
                {count(came)}
                {said !== undefined && came !== undefined && said !== came ? (
                  <strong className="ml-2 text-warn">differs</strong>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {predicted.queries ? <Queries set={set} predicted={predicted.queries} /> : null}
    </>
  );
}

function count(value: number | undefined): string {
  return value === undefined ? "not known" : formatCount(value);
}

function Queries({ set, predicted }: { set: ChangeSet; predicted: QueriesEffect }) {
  const router = useRouter();
  const { mutate, isPending, isIdle, error } = useMutation({
    mutationFn: () => apiSend<QueriesEffect>("POST", `/api/changes/${set.id}/check`),
    onSuccess: () => router.refresh(),
  });
  const actual = set.actual?.queries ?? null;
  const later = predicted.asOf !== null && new Date(predicted.asOf) > new Date();
  const wanted = set.state === "applied" && !actual && !later && predicted.checked > 0;
  useEffect(() => {
    if (wanted && isIdle) mutate();
  }, [wanted, isIdle, mutate]);
  return (
    <div className="mt-3 flex flex-col gap-3">
      <section aria-label="Queries as predicted">
        <h3 className="text-xs font-medium text-muted">Queries, predicted</h3>
        <QueryLines effect={predicted} />
      </section>
      <section aria-label="Queries as they are" aria-live="polite">
        <h3 className="text-xs font-medium text-muted">Queries, actual</h3>
        {actual ? <QueryLines effect={actual} did /> : null}
        {later ? <p className="text-muted">To be seen once the date has come.</p> : null}
        {isPending ? <p className="text-muted">Asking them…</p> : null}
        {error ? <p className="text-warn">They could not be asked: {error.message}</p> : null}
        {(actual || error) && !isPending ? (
          <Button size="sm" className="mt-1" onClick={() => mutate()}>
            Ask again
          </Button>
        ) : null}
      </section>
    </div>
  );
}
