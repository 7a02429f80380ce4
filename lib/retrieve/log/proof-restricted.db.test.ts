import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordAudit } from "#lib/audit/record.ts";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { insertChunk, insertDocument, insertEmbedding, type Row } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { logRetrieval } from "#lib/testing/logged-retrieval.ts";
import { readRetrieval } from "./read-retrieval.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let document = "";
let chunk = "";
let id = "";
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(base.db);
  await sql`truncate console.document_versions, console.chunk_versions`.execute(base.db);
  await corpus();
});

/** A document with one chunk beside another one, both returned. */
async function corpus(row: Row = {}, chunkRow: Row = {}): Promise<void> {
  const other = await insertDocument(base.db, { path: "b.md", title: "Wheels" });
  await insertEmbedding(base.db, await insertChunk(base.db, other, { text: "Wheels are laced." }));
  document = await insertDocument(base.db, { path: "a.md", title: "Frames", ...row });
  chunk = await insertChunk(base.db, document, {
    text: "Frames are brazed by hand.",
    heading_path: "Frames > Brazing",
    ...chunkRow,
  });
  await insertEmbedding(base.db, chunk);
  id = await logRetrieval(base.db);
}

const staff = (role: Role): Staff => ({ id: "s", userId: "u", email: `${role}@example.com`, role });
const everybody = ["viewer", "content_owner", "qa", "admin"] as const;
const others = ["viewer", "content_owner", "qa"] as const;

async function told(role: Role) {
  const { results, withheld } = await readRetrieval(base.db, id, viewerOf(staff(role)));
  return { withheld, paths: results.map(({ before }) => before.path).toSorted(), results };
}
async function proved(role: Role) {
  const { results } = await told(role);
  return results.find(({ before }) => before.path === "a.md");
}
const ofDocument = (set: RawBuilder<unknown>) =>
  sql`update public.documents set ${set} where id = ${document}`.execute(base.db);
const ofChunk = (set: RawBuilder<unknown>) =>
  sql`update public.chunks set ${set} where id = ${chunk}`.execute(base.db);

describe("a document that was restricted after it was returned", () => {
  it("is told to everybody as internal, as a change of the document and not of its chunk", async () => {
    await ofDocument(sql`visibility = 'internal'`);
    for (const role of everybody) {
      expect(await told(role)).toMatchObject({ withheld: false, paths: ["a.md", "b.md"] });
      expect(await proved(role)).toMatchObject({
        outcome: "document changed",
        textProof: "same hash",
        changes: [
          {
            what: "document",
            textChanged: false,
            fields: [{ field: "visibility", from: "public", to: "internal" }],
          },
        ],
      });
    }
  });

  it.each([
    ["a document for admins alone", () => ofDocument(sql`visibility = 'admin-only'`)],
    ["an elevated document", () => ofDocument(sql`confidentiality = 'elevated'`)],
    ["a chunk for admins alone", () => ofChunk(sql`visibility = 'admin-only'`)],
    ["an elevated chunk", () => ofChunk(sql`confidentiality = 'elevated'`)],
  ])("is withheld from all but admins, who are told so: %s", async (_, restrict) => {
    await restrict();
    for (const role of others) {
      const seen = await told(role);
      expect(seen).toMatchObject({ withheld: true, paths: ["b.md"] });
      expect(JSON.stringify(seen)).not.toMatch(/brazed|Brazing|a\.md/);
    }
    expect(await told("admin")).toMatchObject({ withheld: false, paths: ["a.md", "b.md"] });
  });

  it("stays withheld once it was removed as it was: restricted", async () => {
    await ofDocument(sql`visibility = 'admin-only'`);
    await sql`delete from public.documents where id = ${document}`.execute(base.db);
    expect(await told("viewer")).toMatchObject({ withheld: true, paths: ["b.md"] });
    expect(await proved("admin")).toMatchObject({ outcome: "document removed" });
  });

  it("stays withheld where its chunk was removed while that was restricted", async () => {
    await ofChunk(sql`confidentiality = 'elevated'`);
    await sql`delete from public.chunks where id = ${chunk}`.execute(base.db);
    expect(await told("viewer")).toMatchObject({ withheld: true, paths: ["b.md"] });
    expect(await proved("admin")).toMatchObject({ outcome: "removed" });
  });
});

describe("what was written while the document was restricted, and is open again", () => {
  /** Edits by one person in one transaction, with a reason. */
  const edit = (reason: string, ...sets: ["document" | "chunk", RawBuilder<unknown>][]) =>
    base.db.transaction().execute(async (tx) => {
      for (const [what, set] of sets)
        await (what === "document"
          ? sql`update public.documents set ${set} where id = ${document}`
          : sql`update public.chunks set ${set} where id = ${chunk}`
        ).execute(tx);
      await recordAudit(tx, {
        actor: { userId: null, email: "boss@example.com" },
        action: "document.edit",
        subjectType: "document",
        subjectId: document,
        changes: { x: { from: 1, to: 2 } },
        reason,
      });
    });

  it("is told to admins alone, also of its chunk's labels, which no column of the chunk restricts", async () => {
    await edit("Before the takeover", ["document", sql`visibility = 'admin-only'`]);
    await ofChunk(sql`heading_path = 'A dispute', section_labels = '["takeover"]'`);
    await ofChunk(sql`heading_path = 'Frames > By hand', section_labels = '[]'`);
    await edit("It is public", ["document", sql`visibility = 'public'`]);
    const changes = async (role: Role) => (await proved(role))?.changes;
    expect(JSON.stringify(await changes("admin"))).toMatch(/A dispute/);
    for (const role of others) {
      expect(JSON.stringify(await proved(role))).not.toMatch(/dispute|takeover/i);
      expect(await changes(role)).toMatchObject([
        {
          what: "chunk",
          hidden: true,
          by: { kind: "another program" },
          fields: expect.arrayContaining([
            { field: "heading_path", from: "Frames > Brazing", to: "Frames > By hand" },
          ]),
        },
        { what: "document", hidden: true, by: { kind: "edit", reason: null }, fields: [] },
      ]);
    }
  });

  it("has its reason told to admins alone, also where what it wrote stands today", async () => {
    await ofDocument(sql`visibility = 'admin-only'`);
    await edit("For the takeover", ["chunk", sql`heading_path = 'Frames > By hand'`]);
    await ofDocument(sql`visibility = 'public'`);
    expect(JSON.stringify(await proved("admin"))).toContain("For the takeover");
    const { changes } = (await proved("viewer")) ?? {};
    expect(changes?.find(({ what }) => what === "chunk")).toMatchObject({
      hidden: true,
      by: { kind: "edit", reason: null },
      fields: [{ field: "heading_path", to: "Frames > By hand" }],
    });
  });

  it("is not told where one transaction restricted the document and wrote to its chunk", async () => {
    await edit(
      "Before the takeover",
      ["chunk", sql`heading_path = 'A dispute'`],
      ["chunk", sql`heading_path = 'A takeover'`],
      ["document", sql`confidentiality = 'elevated'`],
    );
    await edit(
      "It is public",
      ["chunk", sql`heading_path = 'Frames > By hand'`],
      ["document", sql`confidentiality = 'normal'`],
    );
    expect(JSON.stringify(await proved("viewer"))).not.toMatch(/dispute|takeover/i);
    expect(JSON.stringify(await proved("admin"))).toMatch(/A takeover/);
  });

  it("does not hide what was written before it was restricted, or after", async () => {
    await ofChunk(sql`heading_path = 'Before'`);
    await ofDocument(sql`title = 'Our frames'`);
    await ofDocument(sql`visibility = 'admin-only'`);
    await ofDocument(sql`visibility = 'public'`);
    await ofChunk(sql`heading_path = 'After'`);
    const { changes = [] } = (await proved("viewer")) ?? {};
    expect(changes.filter(({ what }) => what === "chunk")).toMatchObject([
      { hidden: false, fields: [{ from: "Frames > Brazing", to: "Before" }] },
      { hidden: false, fields: [{ from: "Before", to: "After" }] },
    ]);
  });

  it("tells that the chunk was removed meanwhile, and nothing else of that time", async () => {
    await ofDocument(sql`visibility = 'admin-only'`);
    await ofChunk(sql`heading_path = 'A dispute'`);
    await edit("For the takeover", ["chunk", sql`heading_path = 'A takeover'`]);
    await sql`delete from public.chunks where id = ${chunk}`.execute(base.db);
    await ofDocument(sql`visibility = 'public'`);
    const result = await proved("viewer");
    expect(result).toMatchObject({ outcome: "removed" });
    expect(JSON.stringify(result)).not.toMatch(/dispute|takeover/i);
    expect(result?.changes.filter(({ what }) => what === "chunk")).toMatchObject([
      { removed: true, hidden: true, fields: [] },
    ]);
  });
});

describe("a document that became sensitive to prices after it was returned", () => {
  beforeEach(async () => {
    await sql`delete from public.documents`.execute(base.db);
    await corpus(
      { title: "From 4,000 euros" },
      { text: "A frame costs 5,000 euros.", heading_path: "Frames from 6,000 euros" },
    );
  });

  it("shows no amount to anybody, and names the document's flag as what changed", async () => {
    await ofDocument(sql`pricing_sensitive = true`);
    for (const role of everybody) {
      const result = await proved(role);
      expect(JSON.stringify(result)).not.toMatch(/[456],000/);
      expect(result).toMatchObject({ outcome: "document changed", textProof: "same hash" });
      expect(result?.changes).toMatchObject([
        { what: "document", fields: [{ field: "pricing_sensitive", from: false, to: true }] },
      ]);
    }
  });

  it("shows no amount of one that took the place of another since, and is sensitive", async () => {
    await sql`delete from public.documents where id = ${document}`.execute(base.db);
    const next = await insertDocument(base.db, { path: "a.md" });
    await insertChunk(base.db, next, {
      text: "A frame costs 7,000 euros.",
      heading_path: "Frames from 6,000 euros",
    });
    const now = async () => (await proved("admin"))?.now?.text;
    expect(await now()).toContain("7,000");
    await sql`update public.documents set pricing_sensitive = true where id = ${next}`.execute(
      base.db,
    );
    expect(await now()).toBe("A frame costs [price removed]");
  });

  it("does not take for a change of the chunk that its former heading is not kept any more", async () => {
    await ofChunk(sql`section_labels = '["prices"]'`);
    await ofDocument(sql`pricing_sensitive = true`);
    const fields = (await proved("admin"))?.changes.flatMap(({ what, fields }) =>
      fields.map(({ field }) => `${what} ${field}`),
    );
    expect(fields).toEqual(["chunk section_labels", "document pricing_sensitive"]);
  });
});
