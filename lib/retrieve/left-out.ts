import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { effectiveConfiguration } from "./configuration.ts";
import { allOf, filterConditions, seenConditions } from "./filter.ts";
import type { LeftOut, LeftOutAsked } from "./left-out-schemas.ts";
import { readSetting } from "./read-setting.ts";
import type { VisibilityCeiling } from "./schemas.ts";

type Asked = LeftOutAsked & { visibilityCeiling: VisibilityCeiling };

/**
 * Which filters of each configuration leave a chunk out, so that two lanes that disagree about it can say why.
 * Chunks that do not exist, or that a person with this ceiling may not know of, are not in the answer.
 */
export function readLeftOut(db: Db, asked: Asked): Promise<LeftOut[]> {
  const { chunkIds, configurations, visibilityCeiling: ceiling } = asked;
  return withRole(db, "perazzi_read", async (tx) => {
    const { vocabulary } = await readSetting(tx);
    const conditions = configurations.map((changes) =>
      filterConditions({
        configuration: effectiveConfiguration(changes, ceiling),
        model: null,
        pricingCategories: vocabulary.pricingCategories,
        ceiling,
        asOf: null,
      }),
    );
    const { documents, chunks } = baseTables();
    const { rows } = await sql<{ id: string; passes: boolean[] }>`
      select c.id, array[${sql.join(
        conditions.flat().map(({ condition }) => sql`coalesce(${condition}, false)`),
      )}] as passes
      from ${chunks} c join ${documents} d on d.id = c.document_id
      where c.id = any(${chunkIds}::uuid[]) and ${allOf(seenConditions(ceiling))} limit ${chunkIds.length}`.execute(
      tx,
    );
    return rows.map(({ id, passes }) => {
      let at = 0;
      return {
        chunkId: id,
        filters: conditions.map((own) =>
          own.flatMap(({ name }) => (passes[at++] === false ? [name] : [])),
        ),
      };
    });
  });
}
