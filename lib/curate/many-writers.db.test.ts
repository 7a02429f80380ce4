import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { openDatabase } from "#lib/db/pool.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { editRow } from "./edit-row.ts";

const writers = 16;
const rounds = 1000;

// Writers at once need a real server: the local stack runs one transaction at a time.
describe.skipIf(!childEnvironment().TEST_DATABASE_URL)("16 writers on one row", () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database?.close());

  test("every accepted write survives, exactly one a version", { timeout: 300_000 }, async () => {
    const db = openDatabase(database.url, writers);
    const id = await addDocument(database.db, { path: "a.md" });
    const accepted: { version: number; title: string }[] = [];
    let refused = 0;
    let next = 1;
    const write = async (writer: number) => {
      const staff: Staff = {
        id: crypto.randomUUID(),
        userId: crypto.randomUUID(),
        email: `w${writer}@example.com`,
        role: "content_owner",
      };
      for (let round = 0; round < rounds / writers; round += 1) {
        const title = `${writer}/${round}`;
        const seen = next;
        try {
          const { version } = await editRow(
            db,
            { subject: "document", id, version: seen, changes: { title: { set: title } }, staff },
            { now: new Date() },
          );
          accepted.push({ version, title });
          next = Math.max(next, version);
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== "conflict") throw error;
          refused += 1;
          next = Math.max(next, (error.details as { version: number }).version);
        }
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    await db.destroy();
    accepted.sort((a, b) => a.version - b.version);
    expect(accepted.map(({ version }) => version)).toEqual(accepted.map((_, at) => at + 2));
    const audit = await sql<{
      title: string;
    }>`select to_value #>> '{}' as title from console.audit_log
      where subject_id = ${id} and field = 'title' order by at, id`.execute(database.db);
    expect(audit.rows.map(({ title }) => title).sort()).toEqual(
      accepted.map(({ title }) => title).sort(),
    );
    const row = await sql<{
      title: string;
      version: number;
    }>`select title, row_version::int as version from public.documents`.execute(database.db);
    expect(row.rows[0]).toEqual(accepted.at(-1));
    expect(accepted.length + refused).toBe(Math.ceil(rounds / writers) * writers);
    expect(refused).toBeGreaterThan(0);
  });
});
