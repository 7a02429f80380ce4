import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { chunkListSchema, documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { exportChunks } from "#lib/corpus/export-chunks.ts";
import { exportDocuments } from "#lib/corpus/export-documents.ts";
import { fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import { csvLine } from "#lib/format/csv.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { naughtyStrings } from "#lib/testing/naughty-strings.ts";
import { applyChangeSet } from "./apply-change-set.ts";
import { importCsv } from "./import-csv.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const admin: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "admin@example.com",
  role: "admin",
};
const reader = { seesRestricted: true, redact: redactProse };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
});

async function exported(subject: Subject): Promise<string> {
  const { db } = database;
  const file =
    subject === "document"
      ? exportDocuments(db, documentListSchema.parse({}), "csv", reader)
      : exportChunks(db, chunkListSchema.parse({}), "csv", reader);
  return new Response(file).text();
}
const cells = (csv: string) => parse(csv, { columns: true }) as Record<string, string>[];
const back = (subject: Subject, csv: string) => importCsv(database.db, { subject, csv }, admin);

/** What other software, files and people left in the rows: also what no form takes. */
async function fill() {
  const texts = naughtyStrings().filter((text) => text.isWellFormed() && !text.includes("\u0000"));
  const odd = ["  padded ", "'=1", "=1+1", "a\r\nb", "1,234 EUR", ...texts.slice(0, 80)];
  for (const [at, text] of odd.entries()) {
    const id = await addDocument(database.db, { path: `${at}.md` });
    const terms = JSON.stringify(at % 3 === 0 ? ["Z", text, "a"] : at % 3 === 1 ? [] : [text, 1]);
    const links = JSON.stringify([{ url: "/x", label: text, more: 1 }, "none", { label: 1 }]);
    await sql`update public.documents set title = ${at % 2 ? text : null}, summary = ${text}, approver = ${text},
      safety_notes = ${text}, stakeholders = ${terms}::jsonb, tags = ${terms}::jsonb, platforms = '["MX"]',
      guardrail_flags = ${terms}::jsonb, visibility = ${at % 4 ? "internal" : null}, confidentiality = null,
      language = ${at % 5 ? "en" : "English, mostly"}, expires_on = ${at % 7 ? "2027-03-01 12:00:00.5678+00" : "infinity"}
      where id = ${id}`.execute(database.db);
    const [, own = ""] = await addChunks(database.db, id, [{}, {}], { embedded: false });
    await sql`update public.chunks set section_labels = ${terms}::jsonb, context_tags = ${terms}::jsonb,
      safety_notes = ${text}, cta_links = ${links}::jsonb, related_entities = ${terms}::jsonb, visibility = 'internal',
      primary_modes = '["Sell"]', needs_review = true where id = ${own}`.execute(database.db);
  }
  await sql`update public.documents set pricing_sensitive = true, summary = 'x', title = null, approver = null,
    safety_notes = null, stakeholders = null, tags = null, guardrail_flags = null where path = '4.md'`.execute(
    database.db,
  );
}

test.each(["document", "chunk"] as const)(
  "an unedited export of %ss comes back as nothing to change, with every field that can be edited",
  async (subject) => {
    await fill();
    const csv = await exported(subject);
    const [first] = cells(csv);
    const missing = fieldsOf(subject).filter(({ name }) => !(name in (first ?? {})));
    expect(missing).toEqual([]);
    await expect(back(subject, csv)).rejects.toThrow("Nothing in this file differs");
  },
);

test("a chunk's exported values are its own; an edited one changes that cell alone", async () => {
  const id = await addDocument(database.db, { path: "a.md" });
  await sql`update public.documents set platforms = '["mx"]', visibility = 'internal' where id = ${id}`.execute(
    database.db,
  );
  await addChunks(database.db, id, [{}], { embedded: false });
  const [row] = cells(await exported("chunk"));
  expect(row).toMatchObject({ platforms: "", visibility: "", visibilityInForce: "internal" });
  const edited = { ...row, contextTags: '["brazing"]' };
  const csv = [Object.keys(edited), Object.values(edited)].map((line) => csvLine(line)).join("");
  const draft = await back("chunk", csv);
  await applyChangeSet(database.db, draft.id, { changes: {} }, { staff: admin, requestId: "r" });
  const { rows } = await sql`select context_tags, platforms, visibility from public.chunks`.execute(
    database.db,
  );
  expect(rows).toEqual([{ context_tags: ["brazing"], platforms: null, visibility: null }]);
});

test("rows that are not there count as problems, not as the same", async () => {
  const id = await addDocument(database.db, { path: "a.md", title: "A" });
  const other = await addDocument(database.db, { path: "b.md", title: "B" });
  const csv = [
    ["id", "version", "title"],
    [id, "1", "New"],
    [other, "1", "B"],
    [crypto.randomUUID(), "1", "C"],
    [other.replace(/.$/, "x"), "1", "D"],
  ];
  const draft = await back("document", csv.map(csvLine).join(""));
  expect(draft).toMatchObject({ total: 1, same: 1, problems: [{ line: 4 }, { line: 5 }] });
});
