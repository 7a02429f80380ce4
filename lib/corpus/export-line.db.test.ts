import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { naughtyStrings } from "#lib/testing/naughty-strings.ts";
import { chunkListSchema, documentListSchema } from "./browse-schemas.ts";
import { listOfTexts } from "./document-row.ts";
import { exportChunks } from "./export-chunks.ts";
import { exportDocuments } from "./export-documents.ts";
import { lineInSql } from "./export-line.ts";
import { exportFormats, exportLine } from "./export-rows.ts";
import { listChunks } from "./list-chunks.ts";
import { listDocuments } from "./list-documents.ts";
import type { ChunkListRow, DocumentRow } from "./row-schemas.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const storable = naughtyStrings().filter((text) => text.isWellFormed() && !text.includes("\u0000"));
const guards = [
  "=1+1",
  "+1",
  "-1",
  "@x",
  "\tx",
  "\rx",
  "'x",
  "a\nb",
  'a"b',
  "a,b",
  '", "',
  '\\", "',
];
const texts = [...guards, ...storable];

test.each(exportFormats)("the database writes a line of %s as Node does", async (format) => {
  const rows = texts.map((text, at) => ({
    word: "a1-b2",
    text,
    list: at % 3 === 0 ? [] : [text, texts[(at + 1) % texts.length], text],
    links:
      at % 4 === 0
        ? []
        : [
            { label: text, url: "/x" },
            { label: "b", url: text },
          ],
    number: at % 2 === 0 ? at : null,
    flag: at % 2 === 0,
    instant: at % 5 === 0 ? null : new Date(1_700_000_000_123 + at * 86_400_000).toISOString(),
  }));
  const kinds = {
    word: "word",
    text: "text",
    list: "list",
    links: "links",
    number: "number",
    flag: "flag",
    instant: "instant",
  } as const;
  const { rows: made } = await sql<{ line: string | null }>`
    select ${lineInSql<typeof kinds>(format, kinds)} as line
    from (select *, false as "pricingSensitive" from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      x (word text, text text, list jsonb, links jsonb, number int, flag boolean, instant timestamptz)) r`.execute(
    database.db,
  );
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  const wanted = rows.map((row) => exportLine(format, names, row));
  const lines = made.map(
    ({ line }, at) => line ?? (looksOdd(rows[at]?.list ?? []) ? wanted[at] : null),
  );
  expect(lines).toEqual(wanted);
  expect(made.filter(({ line }) => line !== null).length).toBeGreaterThan(texts.length * 0.9);
});

/** A comma and a space before something else than a quote: left to Node, which maps it as well. */
function looksOdd(list: unknown[]): boolean {
  return /, [^"]/.test(JSON.stringify(list));
}

test.each([
  ["a sensitive row", { pricingSensitive: true }],
  ["a list that holds a number", { list: ["a", 1] }],
  ["a list that holds null", { list: [null] }],
  ["a list in a list", { list: [[]] }],
  ["an object", { list: { a: 1 } }],
  ["a text for a list", { list: "a" }],
  ["a time without end", { instant: "infinity" }],
  ["a time that no file holds", { instant: "20000-01-01T00:00:00Z" }],
])("%s is left to Node", async (_, odd) => {
  const row = { pricingSensitive: false, list: ["a"], instant: "2026-01-01T00:00:00Z", ...odd };
  const line = async (one: object) => {
    const { rows } = await sql<{ line: string | null }>`
      select ${lineInSql<{ list: 1; instant: 1 }>("csv", { list: "list", instant: "instant" })} as line
      from jsonb_to_record(${JSON.stringify(one)}::jsonb) r ("pricingSensitive" boolean, list jsonb, instant timestamptz)`.execute(
      database.db,
    );
    return rows[0]?.line;
  };
  expect(await line(row)).toBeNull();
  expect(await line({ ...row, pricingSensitive: false, list: [], instant: null })).toBe(",\r\n");
});

test("both files hold what the tables show, and no amount of a sensitive document", async () => {
  const { db } = database;
  const redact = (text: string) => text.replaceAll("14,900 EUR", "[gone]");
  const reader = { seesRestricted: true, redact };
  for (const [at, text] of [...guards, "14,900 EUR"].entries()) {
    const id = await addDocument(db, { path: `${at}/a,b.md`, title: `${text}` });
    await addChunks(db, id, [{ text: `x${text}` }, { text }], { embedded: false });
    await sql`update public.documents set tags = ${JSON.stringify(at % 2 ? [text, "b"] : ["a", 1])}::jsonb, approver = '', summary = ${text},
        expires_on = ${at % 4 === 0 ? "infinity" : "2027-03-01 12:00:00.5678+00"}
      where id = ${id}`.execute(db);
    await sql`update public.chunks set heading_path = ${at % 2 ? text : ""}, section_labels = ${JSON.stringify([text])}::jsonb
      where document_id = ${id}`.execute(db);
  }
  await sql`update public.documents set pricing_sensitive = true where title = '14,900 EUR'`.execute(
    db,
  );
  const documents = await listDocuments(
    db,
    documentListSchema.parse({ sort: "path", limit: 100 }),
    reader,
  );
  const chunks = await listChunks(
    db,
    chunkListSchema.parse({ sort: "document", limit: 100 }),
    reader,
  );
  expect(documents.items.some((row) => listOfTexts(row.tags).length === 1)).toBe(true);
  const files = [
    [documents.items.map(documentInFile), exportDocuments, documentListSchema.parse({})],
    [chunks.items.map(chunkInFile), exportChunks, chunkListSchema.parse({})],
  ] as const;
  for (const [items, verb, state] of files) {
    const jsonl = await fileOf(verb(db, state as never, "jsonl", reader));
    const names = Object.keys(JSON.parse(jsonl.slice(0, jsonl.indexOf("\n"))));
    for (const format of exportFormats) {
      const file = await fileOf(verb(db, state as never, format, reader));
      // Excel reads UTF-8 by the mark alone.
      const head = format === "csv" ? `\ufeff${names.join(",")}\r\n` : "";
      expect(file).toBe(
        head + items.map((row) => exportLine(format, names as never, row)).join(""),
      );
      expect(file).not.toContain("14,900");
    }
  }
});

/** The table's row under the names of the fields; none of these documents says anything that a table leaves out. */
function documentInFile(row: DocumentRow) {
  return { ...row, safetyNotes: null, stakeholders: [] };
}

/** A chunk's own values: what these chunks have of their document is not theirs. */
function chunkInFile({ labels, visibility, confidentiality, ...row }: ChunkListRow) {
  const none = { contextTags: [], relatedEntities: [], primaryModes: [], archetypeBias: [] };
  return {
    ...row,
    ...none,
    visibilityInForce: visibility,
    confidentialityInForce: confidentiality,
    visibility: null,
    confidentiality: null,
    guardrailFlags: [],
    sectionLabels: labels,
    audiences: [],
    platforms: [],
    disciplines: [],
    language: null,
    ctaLinks: [],
    safetyNotes: null,
  };
}

async function fileOf(file: ReadableStream<Uint8Array>): Promise<string> {
  const bytes = await new Response(file).arrayBuffer();
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
