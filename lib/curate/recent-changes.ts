import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { ChangeSet } from "#lib/corpus/change-set-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { plural } from "#lib/format/number.ts";
import type { Run } from "#lib/ingest/runs-schemas.ts";
import { listChangeSets } from "./list-change-sets.ts";
import type { RecentChange } from "./overview-schemas.ts";

const shown = 10;

/** What people, these runs and other software did last, in one list, newest first. */
export async function recentChanges(db: Db, staff: Staff, runs: Run[]): Promise<RecentChange[]> {
  const [sets, outside] = await Promise.all([
    listChangeSets(db, { limit: shown }, staff),
    outsideWrites(db, staff),
  ]);
  return [...sets.items.map(editEntry), ...runs.map(runEntry), ...outside]
    .sort((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id))
    .slice(0, shown);
}

function editEntry(set: ChangeSet): RecentChange {
  return {
    id: set.id,
    at: set.appliedAt ?? set.createdAt,
    what: "edit",
    title: set.name,
    detail: set.changes.map(({ label, text }) => `${label}: ${text}`).join(" · "),
    state: set.state,
    by: set.by,
    href: `/changes/${set.id}`,
  };
}

function runEntry(run: Run): RecentChange {
  const { documents } = run;
  const done = [
    [documents.new, "new"],
    [documents.updated, "updated"],
    [documents.repaired, "repaired"],
    [documents.removed, "removed"],
    [documents.failed, "failed"],
  ] as const;
  const words = done.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return {
    id: run.id,
    at: run.finishedAt ?? run.createdAt,
    what: "run",
    title: run.kind === "ingest" ? "Ingest" : "Re-embed",
    detail: words.length > 0 ? `Documents: ${words.join(", ")}` : "No document changed",
    state: run.state,
    by: run.requestedBy,
    href: `/runs/${run.id}`,
  };
}

/** What one other program wrote in one transaction is one entry. */
function outsideWrites(db: Db, staff: Staff): Promise<RecentChange[]> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{
      id: string;
      at: Date;
      login: string;
      rows: number;
      documents: number;
      path: string;
    }>`
      with latest as (
        select w.id, w.at, w.login, w.row_id, w.document_id, d.path
        from console.foreign_writes w join ${baseTables().documents} d on d.id = w.document_id
        where w.restored_at is null and ${visibleTo(viewerOf(staff), "d")} order by w.id desc limit 2000
      )
      select max(id)::text as id, at, login, count(*)::int as rows, count(distinct document_id)::int as documents,
        min(path) as path from latest group by at, login order by at desc limit ${shown}`.execute(
      tx,
    );
    return rows.map(({ id, at, login, rows, documents, path }) => ({
      id,
      at: at.toISOString(),
      what: "outside",
      title: "Written by another program",
      detail: documents === 1 ? path : `${plural(rows, "row")} of ${plural(documents, "document")}`,
      state: null,
      by: login,
      href: "/drift",
    }));
  });
}
