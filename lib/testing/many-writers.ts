import { sql } from "kysely";
import { editRow } from "#lib/curate/edit-row.ts";
import { type Db, openDatabase } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";

type Write = { version: number; title: string };
export type Outcome = { accepted: Write[]; refused: number };

/** So many writers at once give one document a title of their own again and again, under the newest version that any of them knows. */
export async function manyWriters(
  url: string,
  { id, writers, rounds }: { id: string; writers: number; rounds: number },
): Promise<Outcome> {
  const db = openDatabase(url, writers);
  const accepted: Write[] = [];
  let refused = 0;
  let newest = 1;
  const write = async (writer: number) => {
    const staff = {
      id: crypto.randomUUID(),
      userId: crypto.randomUUID(),
      email: `w${writer}@example.com`,
      role: "content_owner" as const,
    };
    for (let round = 0; round < rounds; round += 1) {
      const title = `${writer}/${round}`;
      const request = { version: newest, changes: { title: { set: title } }, staff };
      try {
        const { version } = await editRow(
          db,
          { subject: "document", id, ...request },
          { now: new Date() },
        );
        accepted.push({ version, title });
        newest = Math.max(newest, version);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== "conflict") throw error;
        refused += 1;
        newest = Math.max(newest, (error.details as { version: number }).version);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  } finally {
    await db.destroy();
  }
  return { accepted: accepted.sort((a, b) => a.version - b.version), refused };
}

/** What is wrong where not every accepted write survived, one a version: in the row, and in the audit log. */
export async function lostWrites(db: Db, id: string, { accepted }: Outcome): Promise<string[]> {
  const row = await sql<Write>`
    select title, row_version::int as version from public.documents where id = ${id}`.execute(db);
  const audit = await sql<{ title: string }>`
    select to_value #>> '{}' as title from console.audit_log
    where subject_id = ${id} and field = 'title'`.execute(db);
  const logged = audit.rows.map(({ title }) => title).sort();
  const last = accepted.at(-1);
  const wrong = accepted.findIndex(({ version }, at) => version !== at + 2);
  return [
    ...(wrong === -1 ? [] : [`accepted write ${wrong} has version ${accepted[wrong]?.version}`]),
    ...(row.rows[0]?.title === last?.title && row.rows[0]?.version === last?.version
      ? []
      : ["the row is not what was accepted last"]),
    ...(logged.join() ===
    accepted
      .map(({ title }) => title)
      .sort()
      .join()
      ? []
      : [`${logged.length} writes in the audit log, ${accepted.length} accepted`]),
  ];
}
