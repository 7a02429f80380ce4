import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withRole } from "#lib/db/with-role.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { withoutIds } from "#lib/testing/without-ids.ts";
import { countLeaks, readGuardrails } from "./read-scan.ts";
import { recordScan, requestScan } from "./request-scan.ts";
import { runScan } from "./run-scan.ts";
import type { Place } from "./scan-schemas.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql
    .raw("delete from public.documents; delete from console.run_events; delete from console.runs")
    .execute(base.db);
});

const document = (path: string, sensitive: boolean) =>
  sql<{
    id: string;
  }>`insert into public.documents (path, category, doc_type, status, embed_mode, pricing_sensitive)
    values (${path}, 'c', 'd', 'active', 'full', ${sensitive}) returning id`
    .execute(base.db)
    .then(({ rows }) => rows[0]?.id ?? "");

/** As if it had been there before the rules were: past the triggers. */
async function plant(statement: ReturnType<typeof sql>): Promise<void> {
  await base.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await statement.execute(tx);
  });
}

async function scan() {
  const places: Place[] = [];
  const id = await withRole(base.db, "perazzi_console", (tx) => recordScan(tx, "a test"));
  const totals = await runScan(base.db, id, { onPlaces: (found) => places.push(...found) });
  return { id, totals, places };
}

const scanCommand = async (...args: string[]) => {
  const run = promisify(execFile)(process.execPath, ["lib/cli/guardrail-scan.ts", ...args], {
    env: { ...childEnvironment(), DATABASE_URL: base.url, CONSOLE_ENVIRONMENT: "local" },
  });
  return run.then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  );
};

describe("runScan", () => {
  it("finds nothing in what is clean, and reads every table of ours", async () => {
    await document("clean.md", true);
    const { totals } = await scan();
    expect(totals).toMatchObject({ leak: 0, unmarked: 0 });
    expect(totals.unread).toEqual([]);
  });

  it("names the place of each amount, in every kind of row", async () => {
    const id = await document("prices.md", true);
    const open = await document("open.md", false);
    await plant(sql`insert into public.chunks (document_id, chunk_index, text, heading_path, cta_links)
      values (${id}, 0, 'The case is 450 plus VAT.', 'From $90', '[{"label": "only 80 EUR", "url": "x"}]')`);
    await plant(
      sql`insert into public.chunks (document_id, chunk_index, text) values (${open}, 0, 'It was $500 in 1936.')`,
    );
    await plant(sql`update public.documents set summary = 'Priced at 8900' where id = ${id}`);
    await plant(
      sql`insert into console.document_sources (document_id, text, redaction_version) values (${id}, 'A fee of 75.', 'r0')`,
    );
    const run = await sql<{
      id: string;
    }>`insert into console.runs (kind, environment, requested_by_label, error_message)
      values ('ingest', 'local', 'a test', 'no') returning id`.execute(base.db);
    await sql`insert into console.run_events (run_id, path, action, message, document_id)
      values (${run.rows[0]?.id}, 'prices.md', 'fail', 'Line 3 says USD 4500', ${id})`.execute(
      base.db,
    );
    await sql`insert into console.audit_log (actor_label, action, subject_type, subject_id, field, from_value)
      values ('a', 'document.edit', 'document', ${id}, 'title', '"Case, 450 plus VAT"')`.execute(
      base.db,
    );
    const { id: scanId, totals, places } = await scan();
    const found = places
      .map(({ level, relation, field }) => `${level}: ${relation} ${field}`)
      .toSorted();
    expect(found).toEqual([
      "leak: console.document_sources text",
      "leak: console.run_events message",
      "leak: public.chunks cta_links[0].label",
      "leak: public.chunks heading_path",
      "leak: public.chunks text",
      "leak: public.documents summary",
      "redacted on reading: console.audit_log from_value",
      "unmarked: public.chunks text",
    ]);
    expect(totals).toMatchObject({ leak: 6, unmarked: 1, "redacted on reading": 1 });
    const stored =
      await sql`select s.*, g.leaks from console.guardrail_suspects s join console.guardrail_scans g on g.id = s.scan_id
      where scan_id = ${scanId} order by n`.execute(base.db);
    expect(stored.rows).toHaveLength(8);
    expect(stored.rows[0]).toMatchObject({ leaks: 6 });
    const said = withoutIds(JSON.stringify([places, stored.rows]));
    expect(said).not.toMatch(/450|\$|8900|4500/);
    await sql`delete from console.audit_log`.execute(base.db).catch(() => undefined);
  });

  it("reads a table of thousands of rows to its end", async () => {
    const id = await document("many.md", true);
    await sql`insert into public.chunks (document_id, chunk_index, text)
      select ${id}, n, repeat('The receiver is cut from one block. ', 40) from generate_series(1, 3000) n`.execute(
      base.db,
    );
    await plant(sql`update public.chunks set text = 'costs $4500' where chunk_index = 2999`);
    const { totals, places } = await scan();
    expect(totals.rows).toBeGreaterThanOrEqual(3001);
    expect(places.filter(({ relation }) => relation === "public.chunks")).toHaveLength(1);
  });

  it("is asked for once while one waits", async () => {
    const ask = () => withRole(base.db, "perazzi_console", (tx) => requestScan(tx, "a test"));
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second).toBe(first);
  });
});

describe("pnpm guardrail:scan", () => {
  it("ends with 0 where nothing is wrong, and with 1 and the places where something is", async () => {
    const id = await document("prices.md", true);
    expect(await scanCommand()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("0 leaks"),
    });
    await plant(
      sql`insert into public.chunks (document_id, chunk_index, text) values (${id}, 0, 'only $4500')`,
    );
    const text = await scanCommand();
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(/^leak +public\.chunks {2}[\da-f-]{36} {2}text$/m);
    const json = await scanCommand("--json");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      places: [{ field: "text" }],
      totals: { leaks: 1 },
    });
    expect(withoutIds(text.stdout + json.stdout)).not.toContain("4500");
  });
});

describe("what the last search found", () => {
  it("counts and lists a restricted document only for those who may know of it", async () => {
    const id = await document("secret.md", false);
    await sql`update public.documents set visibility = 'admin-only', summary = 'It costs $6,990.' where id = ${id}`.execute(
      base.db,
    );
    await scan();
    const seen = async (seesRestricted: boolean) => {
      const page = await readGuardrails(base.db, { seesRestricted }, { level: "unmarked" });
      return { count: page.last?.unmarked ?? 0, paths: page.items.map(({ path }) => path) };
    };
    const [admin, viewer] = [await seen(true), await seen(false)];
    expect(admin.paths).toContain("secret.md");
    expect(viewer.paths).not.toContain("secret.md");
    expect(viewer.count).toBeLessThan(admin.count);
    await plant(sql`update public.documents set pricing_sensitive = true where id = ${id}`);
    await scan();
    const leaks = await countLeaks(base.db, { seesRestricted: true });
    expect(await countLeaks(base.db, { seesRestricted: false })).toBeLessThan(leaks);
  });
});
