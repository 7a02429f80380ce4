import { sql } from "kysely";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { type ModelState, readModelState } from "#lib/embed/active-model.ts";
import { modelAskedFor } from "#lib/embed/choose-embedder.ts";
import { countWorkers } from "#lib/jobs/read-workers.ts";
import type { Models } from "../shadow-schemas.ts";
import { listReaders } from "./list-readers.ts";
import { readSets } from "./read-sets.ts";

/** The active model, every other set of vectors, and who must switch together with a promotion. */
export function readModels(db: Db, actor: Actor): Promise<Models> {
  permit(actor, "settings.manage");
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const models = await readModelState(tx);
      return {
        active: models.active ?? null,
        ...(await countServed(tx)),
        environment: environmentOf(models),
        sets: await readSets(tx),
        readers: await listReaders(tx),
        workers: await countWorkers(tx),
      };
    },
    { readOnly: true, oneMoment: true },
  );
}

function environmentOf({ active, replaced }: ModelState, asked = modelAskedFor()) {
  if (active === undefined || asked === active) return { model: asked, message: null };
  const set = `Set PERAZZI_EMBED_MODEL to ${active} for web and workers.`;
  const message = replaced.includes(asked)
    ? `The environment still asks for ${asked}, which was replaced. The database decides, so ${active} is used. ${set}`
    : `The environment asks for ${asked}, so nothing can be embedded here: the vectors are of ${active}. ${set}`;
  return { model: asked, message };
}

async function countServed(tx: Tx): Promise<Pick<Models, "served" | "runsInTheWay">> {
  const { rows } = await sql<Pick<Models, "served" | "runsInTheWay">>`
    select (select count(*)::int from ${baseTables().embeddings}) as served,
      (select count(*)::int from console.runs where state in ('planning', 'running', 'cancelling')
        and finished_at is null) as "runsInTheWay"`.execute(tx);
  return rows[0] ?? { served: 0, runsInTheWay: 0 };
}
