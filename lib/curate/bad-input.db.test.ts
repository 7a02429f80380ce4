import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { type Changes, changesSchemas } from "#lib/corpus/change-schemas.ts";
import { type Field, type FieldValue, fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { naughtyStrings } from "#lib/testing/naughty-strings.ts";
import { editRow } from "./edit-row.ts";
import { readEditable } from "./read-editable.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const staff: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "admin@example.com",
  role: "admin",
};
const ids: Record<Subject, string> = { document: "", chunk: "" };

beforeAll(async () => {
  database = await testDatabase();
  ids.document = await addDocument(database.db, { path: "a.md", title: "A" });
  ids.chunk = (await addChunks(database.db, ids.document, [{}]))[0] ?? "";
});
afterAll(() => database.close());

/** The text in the place that the field has for one. */
function holding(field: Field, text: string): unknown {
  if (field.kind === "terms") return [text];
  if (field.kind === "links") return [{ label: text, url: "/x" }];
  return text;
}

function textIn(value: FieldValue): string {
  if (!Array.isArray(value)) return value === null ? "" : String(value);
  const [first] = value;
  if (first === undefined) return "";
  return typeof first === "string" ? first : first.label;
}

test("there are 515 of them, all different", () => {
  expect(new Set(naughtyStrings()).size).toBe(515);
});

test.each(
  (["document", "chunk"] as const).flatMap((subject) =>
    fieldsOf(subject).map((field) => [subject, field.name, field] as const),
  ),
)(
  "each text in %s %s comes back as it was typed, or is refused with a reason",
  async (subject, name, field) => {
    let version = (await readEditable(database.db, subject, ids[subject], staff)).version;
    let kept = 0;
    for (const text of naughtyStrings()) {
      const parsed = changesSchemas[subject].safeParse({ [name]: { set: holding(field, text) } });
      if (!parsed.success) {
        expect(parsed.error.issues[0]?.message.length).toBeGreaterThan(3);
        continue;
      }
      // Postgres stores neither U+0000 nor half of a surrogate pair.
      expect(JSON.stringify(parsed.data)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      // Every third of the accepted ones goes through the database, to keep the test short.
      if (kept++ % 3 > 0) continue;
      const changes = parsed.data as Changes;
      try {
        version = (
          await editRow(
            database.db,
            { subject, id: ids[subject], version, changes, reason: "test", staff },
            { now: new Date() },
          )
        ).version;
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect((error as AppError).message.length).toBeGreaterThan(10);
        continue;
      }
      const { values } = await readEditable(database.db, subject, ids[subject], staff);
      expect(textIn(values[name] ?? null)).toBe(
        field.closed ? text.trim().toLowerCase() : text.trim(),
      );
    }
    const tables = await sql<{
      n: number;
    }>`select count(*)::int as n from public.documents`.execute(database.db);
    expect(tables.rows[0]?.n).toBe(1);
  },
  120_000,
);
