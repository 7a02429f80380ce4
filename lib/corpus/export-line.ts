import { type RawBuilder, sql } from "kysely";
import type { ExportFormat } from "./export-rows.ts";

/** What a column of a file holds. A word is from a closed list or an id, so that it needs no quotes and no guard. */
export type ExportKind = "number" | "flag" | "word" | "text" | "list" | "links" | "instant";
export type ExportColumns<Row> = Partial<Record<keyof Row & string, ExportKind>>;

/**
 * The line of a file for the row `r`, made by the database: in Node it took 85 µs a row, here 20. Null for a row that
 * Node must map itself: of a sensitive document, or with a list or time that other software stored otherwise.
 */
export function lineInSql<Row>(
  format: ExportFormat,
  columns: ExportColumns<Row>,
): RawBuilder<string | null> {
  const all = Object.entries(columns) as [string, ExportKind][];
  const named = all.map(([name, kind]) => ({ name, kind, value: sql.ref(`r.${name}`) }));
  const parts =
    format === "csv"
      ? named.map(({ kind, value }) => csvCell[kind](value))
      : named.map(
          ({ name, kind, value }) =>
            sql`${sql.lit(`${JSON.stringify(name)}:`)} || coalesce(${jsonValue[kind](value)}, 'null')`,
        );
  const line =
    format === "csv"
      ? sql`concat(${sql.join(parts, sql`, ',', `)}, e'\r\n')`
      : sql`concat('{', ${sql.join(parts, sql`, ',', `)}, e'}\n')`;
  return sql`case when not (${isOdd(named)}) then ${line} end`;
}

type Column = { kind: ExportKind; value: RawBuilder<unknown> };

/** An item of a list that is no text, seen by what it begins with; a comma inside a text may look like one. */
const oddList = '(^|\n)([^[]|\\[[^"\\]])|, [^"]';

function isOdd(columns: readonly Column[]): RawBuilder<boolean> {
  const of = (kind: ExportKind) =>
    columns.filter((one) => one.kind === kind).map(({ value }) => value);
  const lists = of("list").map((value) => sql`${value}::text`);
  const times = of("instant").map(
    (value) => sql`coalesce(${value} < '0001-01-01' or ${value} >= '10000-01-01', false)`,
  );
  return sql`${sql.join([sql`r."pricingSensitive"`, ...times], sql` or `)}
    or concat_ws(e'\n', ${sql.join(lists)}) ~ ${sql.lit(oddList)}`;
}

const text = (value: RawBuilder<unknown>) => sql`${value}::text`;
const day = (value: RawBuilder<unknown>) =>
  sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** As JSON.stringify writes it: no text of JSON holds this comma between two quotes. */
const compact = (value: RawBuilder<unknown>) => sql`replace(${value}::text, '", "', '","')`;

/** Links as a file holds them, each with its label and address alone. */
const links = (value: RawBuilder<unknown>) => sql`case when jsonb_typeof(${value}) = 'array' then (
  select '[' || string_agg(concat('{"label":', to_json(l.link ->> 'label'), ',"url":', to_json(l.link ->> 'url'), '}'), ',' order by l.at) || ']'
  from jsonb_array_elements(${value}) with ordinality l (link, at)
  where jsonb_typeof(l.link -> 'label') = 'string' and jsonb_typeof(l.link -> 'url') = 'string') end`;

/** The same as lib/format/csv.ts writes; a test compares them. */
const csvCell: Record<ExportKind, (value: RawBuilder<unknown>) => RawBuilder<unknown>> = {
  number: text,
  flag: text,
  word: text,
  text: (value) =>
    sql`case when ${value} ~ e'^[=+@\t\r\n''-]|[",\r\n]' then ${guarded(value)} else ${value} end`,
  list: (value) =>
    sql`case when ${value} <> '[]' then concat('"', replace(${compact(value)}, '"', '""'), '"') end`,
  links: (value) =>
    sql`case when ${value} <> '[]' then '"' || replace(${links(value)}, '"', '""') || '"' end`,
  instant: day,
};

function guarded(value: RawBuilder<unknown>): RawBuilder<unknown> {
  const safe = sql`concat(case when ${value} ~ e'^[=+@\t\r\n''-]' then '''' end, ${value})`;
  return sql`case when ${value} ~ '[",\r\n]' then concat('"', replace(${safe}, '"', '""'), '"') else ${safe} end`;
}

const jsonValue: Record<ExportKind, (value: RawBuilder<unknown>) => RawBuilder<unknown>> = {
  number: text,
  flag: text,
  word: (value) => sql`'"' || ${value} || '"'`,
  text: (value) => sql`to_json(${value})::text`,
  list: (value) => sql`coalesce(${compact(value)}, '[]')`,
  links: (value) => sql`coalesce(${links(value)}, '[]')`,
  instant: (value) => sql`'"' || ${day(value)} || '"'`,
};

/** The columns of the row `r`, null where the database made its line. */
export function columnsWithoutLine(columns: object): RawBuilder<unknown> {
  return sql.join(
    Object.keys(columns).map(
      (name) => sql`case when r.line is null then ${sql.ref(`r.${name}`)} end as ${sql.ref(name)}`,
    ),
  );
}
