import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withRole } from "#lib/db/with-role.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { anchoredCanary, likelyCanary, seeded } from "#lib/testing/canaries.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { harmlessTexts } from "#lib/testing/harmless-texts.ts";
import { redactProse } from "./redact.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

const random = seeded(20_261_124);
const anchored = Array.from({ length: 2000 }, () => anchoredCanary(random).text);
const likely = Array.from({ length: 1000 }, () => likelyCanary(random).text);

async function held(texts: string[]): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from unnest(${texts}::text[]) text
    where console.holds_amount(text)`.execute(base.db);
  return rows.map(({ text }) => text);
}

describe("the database's own price rules", () => {
  it("find at least 98 % of 2,000 amounts beside a sign, a code or a word of money", async () => {
    const missed = new Set(anchored);
    for (const text of await held(anchored)) missed.delete(text);
    expect(missed.size / anchored.length, [...missed].join("\n")).toBeLessThanOrEqual(0.02);
  });

  it("find nothing in what the code's rules have cleaned, so that ingestion never meets them", async () => {
    expect(await held([...anchored, ...likely, ...harmlessTexts].map(redactProse))).toEqual([]);
  });

  it("take no code, year or measure for an amount", async () => {
    expect(await held(harmlessTexts)).toEqual([]);
  });
});

describe("a sensitive document", () => {
  const owner =
    <T>(work: (id: string, chunk: string) => Promise<T>) =>
    async () => {
      const { rows } = await sql<{ id: string; chunk: string }>`
      with d as (insert into public.documents (path, category, doc_type, status, embed_mode, pricing_sensitive)
        values (gen_random_uuid() || '.md', 'c', 'd', 'active', 'full', true) returning id)
      insert into public.chunks (document_id, chunk_index, text) select id, 0, 'clean' from d
        returning document_id as id, id as chunk`.execute(base.db);
      await work(rows[0]?.id ?? "", rows[0]?.chunk ?? "");
    };
  const refused = async (change: Promise<unknown>) =>
    expect(toAppError(await change.catch((error: unknown) => error))).toMatchObject({
      code: "invalid",
      message: expect.stringContaining("amount of money"),
    });

  it(
    "takes an amount in no field, from no writer",
    owner(async (id, chunk) => {
      for (const set of [
        "text = 'only $4500'",
        "heading = 'From € 90'",
        "heading_path = 'A > 90 EUR'",
        "safety_notes = 'USD 5k'",
        `context_tags = '["12 thousand dollars"]'`,
        `cta_links = '[{"label": "4,500 euros", "url": "x"}]'`,
      ])
        await refused(
          sql`update public.chunks set ${sql.raw(set)} where id = ${chunk}`.execute(base.db),
        );
      for (const set of ["title = 'Only $90'", "summary = '٤٥٠ €'", `tags = '["90 EUR"]'`])
        await refused(
          sql`update public.documents set ${sql.raw(set)} where id = ${id}`.execute(base.db),
        );
      await refused(
        sql`insert into public.chunks (document_id, chunk_index, text) values (${id}, 1, 'CHF 12')`.execute(
          base.db,
        ),
      );
      await refused(
        sql`insert into public.documents (path, category, doc_type, status, embed_mode, pricing_sensitive, title)
          values ('x.md', 'c', 'd', 'active', 'full', true, '$90')`.execute(base.db),
      );
    }),
  );

  it(
    "takes edits of its metadata while an old amount still stands in its text",
    owner(async (id, chunk) => {
      await base.db.transaction().execute(async (tx) => {
        await sql`set local session_replication_role = replica`.execute(tx);
        await sql`update public.chunks set text = 'only $4500' where id = ${chunk}`.execute(tx);
        await sql`update public.documents set summary = 'only $4500' where id = ${id}`.execute(tx);
      });
      await withRole(base.db, "perazzi_curate", async (tx) => {
        await sql`update public.chunks set context_tags = '["mx8"]', primary_modes = '["owner"]' where id = ${chunk}`.execute(
          tx,
        );
        await sql`update public.documents set title = 'MX8', visibility = 'internal' where id = ${id}`.execute(
          tx,
        );
      });
    }),
  );

  it(
    "keeps its metadata free of what two harmless texts would make side by side",
    owner(async (_, chunk) => {
      await sql`update public.chunks set context_tags = '["450", "EUR"]' where id = ${chunk}`.execute(
        base.db,
      );
    }),
  );
});
