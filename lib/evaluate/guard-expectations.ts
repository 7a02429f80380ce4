import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { Expectation } from "./schemas.ts";

type Known = { chunk_id: string | null; seen: boolean; sensitive: boolean };

/**
 * Expectations as this person may read them, in the same order. A chunk that is gone is followed by its
 * document's path and its heading. What may not be seen keeps its id alone; of what is gone nobody knows how
 * restricted it was. A path without an id is what somebody wrote, and says nothing of the corpus.
 */
export async function guardExpectations(
  tx: Tx,
  viewer: Viewer,
  expectations: readonly Expectation[],
): Promise<Expectation[]> {
  if (expectations.length === 0) return [];
  const { documents, chunks } = baseTables();
  const of = (read: (one: Expectation) => string | null) => expectations.map(read);
  const { rows } = await sql<Known>`
    select c.id as chunk_id, coalesce(d.pricing_sensitive, true) as sensitive,
      w.id is null or case when d.id is null then ${viewer.seesRestricted}
        else ${visibleTo(viewer, "d")} and (c.id is null or ${visibleTo(viewer, "c")}) end as seen
    from unnest(${of(({ kind }) => kind)}::text[], ${of(({ id }) => id)}::uuid[],
        ${of(({ path }) => path)}::text[], ${of(({ heading }) => heading)}::text[])
      with ordinality as w (kind, id, path, heading, n)
      left join ${chunks} c on w.kind = 'chunk' and c.id = coalesce(
        (select own.id from ${chunks} own where own.id = w.id),
        (select next.id from ${chunks} next join ${documents} home on home.id = next.document_id
          where w.id is not null and home.path = w.path and next.heading_path = w.heading
          order by next.chunk_index, next.id limit 1))
      left join ${documents} d on d.id = coalesce(c.document_id,
        (select own.id from ${documents} own where w.kind = 'document' and own.id = w.id),
        (select home.id from ${documents} home where home.path = w.path))
    order by w.n limit ${expectations.length}`.execute(tx);
  return expectations.map((one, at) => guarded(one, rows[at]));
}

function guarded(one: Expectation, known: Known | undefined): Expectation {
  if (!known?.seen) return { ...one, path: "", heading: null };
  const { chunk_id, sensitive } = known;
  return {
    ...one,
    id: chunk_id ?? one.id,
    heading: sensitive && one.heading !== null ? redactProse(one.heading) : one.heading,
  };
}

/** Expectations as somebody sent them back, with what was kept from them as it is stored. Pure. */
export function restoreGuarded(
  sent: readonly Expectation[],
  shown: readonly Expectation[],
  stored: readonly Expectation[],
): Expectation[] {
  return sent.map((one) => {
    if (one.path !== "") return one;
    const at = shown.findIndex(
      ({ kind, id, path }) => path === "" && id === one.id && kind === one.kind,
    );
    return stored[at] ?? one;
  });
}
