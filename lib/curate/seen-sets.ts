import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { ListedChangeSet } from "./change-set-columns.ts";
import { visibleSetRow } from "./hidden-set.ts";

type Counts = Pick<ListedChangeSet, "total" | "changed" | "same" | "skipped" | "firstLabel">;

/**
 * Change sets as this person may know of them: one with rows that are hidden from them counts the others alone, and
 * what it was predicted to do and did, which nobody counted apart, is withheld.
 */
export async function seenSets<Set extends ListedChangeSet>(
  tx: Tx,
  sets: readonly Set[],
  staff: Staff,
): Promise<(Set & { withheld: boolean })[]> {
  const viewer = viewerOf(staff);
  const whole = (set: Set) => ({ ...set, withheld: false });
  if (viewer.seesRestricted || sets.length === 0) return sets.map(whole);
  const { rows } = await sql<Counts & { id: string }>`
    select s.id, count(*)::int as total, count(*) filter (where r.outcome = 'changed')::int as changed,
      count(*) filter (where r.outcome = 'same')::int as same, count(*) filter (where r.outcome = 'skipped')::int as skipped,
      (array_agg(r.label order by r.position))[1] as "firstLabel"
    from console.change_sets s join console.change_set_rows r on r.change_set_id = s.id
    where s.id = any(${sets.map(({ id }) => id)}::uuid[]) and ${visibleSetRow(viewer, staff.userId)} group by s.id`.execute(
    tx,
  );
  const seen = new Map(rows.map(({ id, ...counts }) => [id, counts]));
  return sets.map((set) => {
    const counts = seen.get(set.id);
    if (!counts || counts.total === set.total) return whole(set);
    const done = counts.changed + counts.same + counts.skipped;
    return { ...set, ...counts, done, predicted: null, actual: null, withheld: true };
  });
}
