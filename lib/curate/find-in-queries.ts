import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { QueryPlace, QueryPlaces } from "#lib/corpus/chunk-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { askEach } from "./ask-each.ts";
import { type KeptQuery, keptQueries } from "./kept-queries.ts";
import { customersCeiling } from "./probe-together.ts";

type Sought = { documentId: string } | { chunkId: string };

/** At which ranks the kept queries bring a document's chunks, or one chunk, asked now as customers ask. */
export async function findInQueries(db: Db, sought: Sought, staff: Staff): Promise<QueryPlaces> {
  permit(staff, "read");
  const started = performance.now();
  const kept = await withRole(db, "perazzi_curate", (tx) => keptQueries(tx, staff), {
    readOnly: true,
  });
  const purpose = { cause: "preview", actor: { id: staff.userId, label: staff.email } } as const;
  const ask = async (query: KeptQuery): Promise<QueryPlace> => {
    const { results, configuration } = await retrieve(db, {
      query: query.text,
      context: query.context,
      configuration: query.configuration,
      visibilityCeiling: customersCeiling,
      purpose,
    });
    const ranks = results.flatMap((one, at) =>
      ("chunkId" in sought ? one.chunkId === sought.chunkId : one.documentId === sought.documentId)
        ? [at + 1]
        : [],
    );
    return { name: query.name, text: query.text, k: configuration.k, ranks };
  };
  const { results, failed, late } = await askEach(kept.queries, ask, started);
  return {
    source: kept.source,
    asked: results.length,
    found: results
      .filter(({ ranks }) => ranks.length > 0)
      .sort((a, b) => (a.ranks[0] ?? 0) - (b.ranks[0] ?? 0)),
    notAsked: kept.left + late,
    failed,
  };
}
