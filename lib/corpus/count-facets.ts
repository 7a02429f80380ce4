import { type RawBuilder, sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { FacetValue } from "#lib/url/table-answers.ts";
import type { FacetField } from "./facet-field.ts";

/** Values of one facet that are listed at most, the most frequent first. */
const valuesPerFacet = 60;

export type FacetQuery = {
  /** From and where of the rows to count, with `z.fails` of `filterFails`: `select <columns> <source>`. */
  source: RawBuilder<unknown>;
  fields: Record<string, FacetField>;
  /** The bit of each facet that is filtered by: its own filter does not narrow its values. */
  bits: Record<string, number>;
  /** True where the row is of a document sensitive to prices. */
  sensitive: RawBuilder<boolean>;
  /** How many rows stand for each one that is counted; 1 where all are. */
  scale: number;
  redact: (text: string) => string;
};

type Counted = {
  mask: number;
  fails: number;
  value: string | null;
  count: number;
  guarded: boolean;
};

/**
 * Counts the values of several facets over one set of rows, read and grouped once: eight thousand rows of 17
 * facets take 40 ms, against 400 where each list was taken apart row by row.
 */
export async function countFacets(
  tx: Tx,
  { source, fields, bits, sensitive, scale, redact }: FacetQuery,
): Promise<{ rows: number; values: Record<string, FacetValue[]> }> {
  const names = Object.keys(fields);
  const refs = names.map((name) => sql.ref(name));
  const columns = Object.entries(fields).map(
    ([name, { kind, value }]) =>
      sql`${kind === "value" ? sql`nullif(${value}, '')` : value} as ${sql.ref(name)}`,
  );
  const found = await sql<Counted>`
    with base as materialized (select ${sql.join([...columns, sql`${sensitive} as sensitive`, sql`z.fails`])} ${source})
    select ${names.length > 0 ? sql`grouping(${sql.join(refs)})` : sql`0`} as mask, fails,
      coalesce(${sql.join([...refs.map((ref) => sql`${ref}::text`), sql`null`])}) as value,
      count(*)::int as count, bool_and(sensitive) as guarded
    from base group by grouping sets (${sql.join([sql`(fails)`, ...refs.map((ref) => sql`(fails, ${ref})`)])})`.execute(
    tx,
  );
  const all = names.length > 0 ? 2 ** names.length - 1 : 0;
  const ofFacet = new Map(names.map((name, at) => [all - 2 ** (names.length - 1 - at), name]));
  const tallies = new Map(names.map((name) => [name, new Map<string | null, Tally>()]));
  let rows = 0;
  for (const one of found.rows) {
    const name = ofFacet.get(one.mask);
    if (name === undefined) rows += one.fails === 0 ? one.count : 0;
    else if (one.fails === 0 || one.fails === bits[name])
      for (const value of valuesOf(fields[name]?.kind, one.value))
        add(tallies.get(name), value, one);
  }
  const values = Object.fromEntries(
    [...tallies].map(([name, tally]) => [name, mostFrequent(tally, scale, redact)]),
  );
  return { rows, values };
}

type Tally = { count: number; guarded: boolean };

function add(tally: Map<string | null, Tally> | undefined, value: string | null, one: Tally): void {
  const known = tally?.get(value);
  tally?.set(value, {
    count: (known?.count ?? 0) + one.count,
    guarded: (known?.guarded ?? true) && one.guarded,
  });
}

/** The text itself, or each text of a list once; null for an empty one. */
function valuesOf(kind: FacetField["kind"] | undefined, stored: string | null): (string | null)[] {
  if (kind === "value") return [stored];
  const list: unknown = stored === null ? [] : JSON.parse(stored);
  if (list === "" || (typeof list === "object" && Object.keys(list ?? {}).length === 0))
    return [null];
  if (!Array.isArray(list)) return [];
  const texts = list.filter((value) => value !== null);
  return [
    ...new Set(texts.map((text) => (typeof text === "string" ? text : JSON.stringify(text)))),
  ];
}

function mostFrequent(
  tally: Map<string | null, Tally>,
  scale: number,
  redact: (text: string) => string,
): FacetValue[] {
  return (
    [...tally]
      .sort(
        ([a, x], [b, y]) =>
          Number(b === null) - Number(a === null) ||
          y.count - x.count ||
          (String(a) < String(b) ? -1 : 1),
      )
      .slice(0, valuesPerFacet)
      // A value that only sensitive documents hold and that holds an amount is not shown to anybody.
      .filter(([value, { guarded }]) => !guarded || value === null || redact(value) === value)
      .map(([value, { count }]) => ({ value, count: Math.round(count * scale) }))
  );
}
