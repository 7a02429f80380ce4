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

/** Saves changes of several fields; where they are refused together, the named ones each by itself. Returns the saved ones. */
async function save(subject: Subject, changes: Changes): Promise<string[]> {
  const { version } = await readEditable(database.db, subject, ids[subject], staff);
  const names = Object.keys(changes);
  try {
    const request = { subject, id: ids[subject], version, changes, reason: "test", staff };
    await editRow(database.db, request, { now: new Date() });
    return names;
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toMatch(/^(invalid|forbidden)$/);
    expect((error as AppError).message.length).toBeGreaterThan(10);
    if (names.length === 1) return [];
    const named = Object.keys((error as AppError).fields ?? {}).filter((name) => name in changes);
    // Where no field of these is named, any of them may be meant.
    const alone = named.length > 0 ? named : names;
    const rest = names.filter((name) => !alone.includes(name));
    const saved: string[] = [];
    for (const some of [...alone.map((name) => [name]), rest])
      if (some.length > 0) saved.push(...(await save(subject, pick(changes, some))));
    return saved;
  }
}

function pick(changes: Changes, names: string[]): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([name]) => names.includes(name)));
}

test.each(["document", "chunk"] as const)(
  "each text in every field of a %s comes back as it was typed, or is refused with a reason",
  async (subject) => {
    const kept = new Map(fieldsOf(subject).map(({ name }) => [name, 0]));
    for (const text of naughtyStrings()) {
      const changes: Record<string, unknown> = {};
      for (const field of fieldsOf(subject)) {
        const parsed = changesSchemas[subject].safeParse({
          [field.name]: { set: holding(field, text) },
        });
        if (!parsed.success) {
          expect(parsed.error.issues[0]?.message.length).toBeGreaterThan(3);
          continue;
        }
        // Postgres stores neither U+0000 nor half of a surrogate pair.
        expect(JSON.stringify(parsed.data)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        Object.assign(changes, parsed.data);
      }
      const saved = await save(subject, changes as Changes);
      const { values } = await readEditable(database.db, subject, ids[subject], staff);
      for (const field of fieldsOf(subject).filter(({ name }) => saved.includes(name))) {
        kept.set(field.name, (kept.get(field.name) ?? 0) + 1);
        expect(textIn(values[field.name] ?? null), field.name).toBe(
          field.closed ? text.trim().toLowerCase() : text.trim(),
        );
      }
    }
    // A language is a code: most of these are none.
    for (const { name, kind } of fieldsOf(subject))
      if (kind === "line" || kind === "prose")
        expect(kept.get(name), name).toBeGreaterThan(name === "language" ? 5 : 200);
    const tables = await sql<{
      n: number;
    }>`select count(*)::int as n from public.documents`.execute(database.db);
    expect(tables.rows[0]?.n).toBe(1);
  },
  300_000,
);
