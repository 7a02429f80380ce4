import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { fullTextAlone } from "../result-schemas.ts";
import type { LoggedCall } from "./logged-call.ts";
import { noteVectors } from "./note-vectors.ts";

/**
 * Adds calls to the totals that monitoring reads, also where none is logged: counts and times, nothing else; and notes
 * who sends vectors.
 */
export async function countCalls(tx: Tx, calls: LoggedCall[], dropped: number): Promise<void> {
  const added = calls.flatMap(
    ({ caller: { origin }, status, calls: observations, totalMs, result }) => [
      { metric: "retrievals", labels: { origin, status: String(status) }, observations },
      ...(status < 400
        ? [
            {
              metric: "retrieval_seconds",
              labels: { origin },
              observations,
              seconds: totalMs / 1000,
            },
          ]
        : []),
      ...(result?.notes.some(({ code }) => code === fullTextAlone)
        ? [{ metric: "retrievals_full_text_alone", labels: { origin }, observations }]
        : []),
    ],
  );
  if (dropped > 0)
    added.push({ metric: "retrievals_not_logged", labels: {} as never, observations: dropped });
  if (added.length > 0)
    await sql`select console.count_metrics(${JSON.stringify(added)}::jsonb)`.execute(tx);
  await noteVectors(tx, calls);
}
