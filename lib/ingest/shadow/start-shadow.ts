import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { readActiveModel } from "#lib/embed/active-model.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";
import { auditActor } from "../audit-actor.ts";
import { assertReachable } from "./plan-shadow.ts";

/** Begins a set of vectors of another model; a worker fills it. Throws conflict where there is one already. */
export function startShadow(
  db: Db,
  actor: Actor,
  model: string,
  requestId?: string,
): Promise<{ id: string }> {
  permit(actor, "settings.manage");
  assertReachable(model);
  const by = auditActor(actor);
  return withRole(db, "perazzi_console", async (tx) => {
    if ((await readActiveModel(tx)) === model)
      throw new AppError("conflict", `${model} is the active model: its vectors are served now.`);
    const { rows } = await sql<{ id: string }>`insert into console.shadow_sets
        (model, state, created_by, created_by_label)
      values (${model}, 'filling', ${"label" in by ? null : by.userId}, ${"label" in by ? by.label : by.email})
      on conflict (model) do nothing returning id`.execute(tx);
    const id = rows[0]?.id;
    if (id === undefined)
      throw new AppError("conflict", `There is a set of vectors of ${model} already.`);
    await enqueueFilling(tx, id);
    await recordAudit(tx, {
      actor: by,
      action: "shadow.start",
      subjectType: "shadow",
      subjectId: id,
      subjectLabel: model,
      changes: { state: { from: null, to: "filling" } },
      requestId: requestId ?? null,
    });
    return { id };
  });
}

/** Sends the job that fills a set, unless one waits. */
export async function enqueueFilling(tx: Tx, setId: string): Promise<void> {
  await enqueueJob(tx, "shadow", { task: "fill", setId }, { singleton: `fill ${setId}` });
}
