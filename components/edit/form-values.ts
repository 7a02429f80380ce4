import type { Change } from "#lib/corpus/change-schemas.ts";
import type { FieldValue } from "#lib/corpus/field-schemas.ts";

export type Values = Record<string, FieldValue>;

/** The fields in which `next` differs from `base`, as changes. An empty list and none are the same. */
export function changesBetween(base: Values, next: Values): Record<string, Change> {
  return Object.fromEntries(
    Object.keys(next)
      .filter((name) => key(base[name]) !== key(next[name]))
      .map((name) => [name, { set: next[name] ?? null }]),
  );
}

function key(value: FieldValue | undefined): string {
  return JSON.stringify(Array.isArray(value) && value.length === 0 ? null : (value ?? null));
}

export type FieldConflict = { name: string; theirs: FieldValue; mine: FieldValue; clash: boolean };

/** What became of a row while it was edited: fields that they changed, and whether I changed the same. */
export function conflictsOf(base: Values, theirs: Values, mine: Values): FieldConflict[] {
  return Object.keys(theirs)
    .filter((name) => key(base[name]) !== key(theirs[name]))
    .map((name) => ({
      name,
      theirs: theirs[name] ?? null,
      mine: mine[name] ?? null,
      clash: key(base[name]) !== key(mine[name]) && key(mine[name]) !== key(theirs[name]),
    }));
}
