import { sql } from "kysely";
import type { Change, Changes } from "#lib/corpus/change-schemas.ts";
import { cleanValue } from "#lib/corpus/clean-values.ts";
import { fieldsOf } from "#lib/corpus/field-schemas.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { ListedChangeSet } from "./change-set-columns.ts";

/**
 * Change sets as they may be shown: what was typed for one that touches a price-sensitive document holds no amount. A
 * set may be older than the flag, and says in its own words what its rows say redacted.
 */
export async function cleanSets<Set extends ListedChangeSet>(
  tx: Tx,
  sets: readonly Set[],
): Promise<Set[]> {
  const cleaned = sets.map((set) => cleanWords(set));
  const asked = sets.filter((set, at) => JSON.stringify(set) !== JSON.stringify(cleaned[at]));
  const touching = await touchSensitive(
    tx,
    asked.map(({ id }) => id),
  );
  return sets.map((set, at) => (touching.has(set.id) ? (cleaned[at] ?? set) : set));
}

/** Which of these sets have a row of a price-sensitive document, or of one that is gone. */
export async function touchSensitive(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { documents, chunks } = baseTables();
  const { rows } = await sql<{ id: string }>`
    select s.id from unnest(${ids}::uuid[]) as s (id) where exists (
      select 1 from console.change_set_rows r left join ${chunks} oc on oc.id = r.subject_id
        left join ${documents} own on own.id = coalesce(oc.document_id, r.subject_id)
      where r.change_set_id = s.id and coalesce(own.pricing_sensitive, true))`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** What a person typed, without amounts. */
export function cleanWord(word: string | null): string | null {
  return word === null ? null : redactProse(word);
}

function cleanWords<Set extends ListedChangeSet>(set: Set): Set {
  const { name, note, reason } = set;
  return {
    ...set,
    name: cleanWord(name),
    note: cleanWord(note),
    reason: cleanWord(reason),
    changes: cleanChanges(set),
  };
}

const typed = new Set(["line", "prose", "terms", "links"]);

function cleanChanges({ subject, changes }: ListedChangeSet): Changes {
  const free = new Map(
    fieldsOf(subject)
      .filter(({ kind }) => typed.has(kind))
      .map((field) => [field.name, field]),
  );
  return Object.fromEntries(
    Object.entries(changes).map(([name, change]) => {
      const column = free.get(name)?.column;
      // Redaction changes texts within a value and keeps its form.
      return [name, column ? (cleanValue(column, change, redactProse) as Change) : change];
    }),
  );
}
