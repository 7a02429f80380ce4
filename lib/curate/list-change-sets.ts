import { sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { ChangeSet } from "#lib/corpus/change-set-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { changeSetColumns, type ListedChangeSet, toChangeSet } from "./change-set-columns.ts";
import { cleanSets } from "./clean-sets.ts";
import { hiddenSet } from "./hidden-set.ts";
import { seenSets } from "./seen-sets.ts";

const pageSize = 50;

type ListSets = {
  cursor?: string | undefined;
  /** Edits of one row too. */
  single?: boolean;
  limit?: number;
  /** Only those that wait for an admin. */
  waiting?: boolean;
};

/** Change sets, newest first; those that hold only rows which the person may not see are left out. */
export function listChangeSets(
  db: Db,
  { cursor, single = true, limit = pageSize, waiting = false }: ListSets,
  staff: Staff,
): Promise<{ items: ChangeSet[]; nextCursor: string | null }> {
  permit(staff, "read");
  return withRole(
    db,
    "perazzi_curate",
    async (tx) => {
      const { rows } = await sql<ListedChangeSet>`
        select ${changeSetColumns} from console.change_sets s
        where s.state <> 'draft' and (${single} or s.kind <> 'edit')
          and (not ${waiting}::boolean or s.state = 'waiting for approval')
          and (${cursor ?? null}::uuid is null or s.id < ${cursor ?? null}::uuid)
          and not ${hiddenSet(viewerOf(staff), staff.userId)}
        order by s.id desc limit ${limit + 1}`.execute(tx);
      const cleaned = await cleanSets(tx, await seenSets(tx, rows.slice(0, limit), staff));
      const items = cleaned.map((row) => toChangeSet(row, staff));
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    { readOnly: true },
  );
}
