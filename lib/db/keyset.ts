import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { AppError } from "#lib/errors/app-error.ts";

/**
 * One key of an order. Only the first may be null (its nulls come last in both directions); the keys
 * together are unique. `type` is what a cursor's text is cast to.
 */
export type SortKey = {
  value: RawBuilder<unknown>;
  type: "text" | "int" | "uuid" | "timestamptz" | "boolean";
};

export type Order = {
  /** Names the order in cursors: a cursor of another order is refused. */
  name: string;
  direction: "asc" | "desc";
  keys: readonly [SortKey, ...SortKey[]];
  /** The first key may be null. */
  nullable: boolean;
  /** How many of the first keys belong to one table, whose index can begin at a cursor; 1 where not said. */
  leading?: number;
  /**
   * For rows whose first key must not be read off a cursor: finds it again by the row's last key. A row says
   * so by `cursor_hidden`.
   */
  lookUp?: (lastKey: RawBuilder<unknown>) => RawBuilder<unknown>;
  /**
   * Rows that the first key must not place: they come last, as others do that have none. No cursor of such an order
   * shows its first key.
   */
  placeless?: RawBuilder<boolean>;
  /** All values of the first key, upwards, where a page is read value by value: each phase is of one. */
  values?: readonly string[];
};

export type PageRequest = {
  limit: number;
  after?: string | undefined;
  before?: string | undefined;
};

const cursorSchema = z.tuple([
  z.string().max(50),
  z.enum(["asc", "desc"]),
  z.array(z.string().max(2500).nullable()).min(1).max(5),
  z.boolean(),
]);

type Keys = (string | null)[];
type Place = { keys: Keys; hidden: boolean };
export type KeysetRow = { cursor_keys: Keys; cursor_hidden: boolean };

/** A place in an order, as text that means nothing to whom it is given. */
export function encodeCursor(order: Order, row: KeysetRow): string {
  const secret = order.placeless !== undefined || row.cursor_hidden;
  const hidden = order.lookUp !== undefined && secret && row.cursor_keys[0] !== null;
  const keys = hidden ? ["", ...row.cursor_keys.slice(1)] : row.cursor_keys;
  const parts = [order.name, order.direction, keys, hidden];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function decodeCursor(order: Order, text: string): Place {
  try {
    const parsed = cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    const [name, direction, keys, hidden] = parsed;
    const fits =
      name === order.name &&
      direction === order.direction &&
      keys.length === order.keys.length &&
      (!hidden || order.lookUp !== undefined) &&
      (!order.values || order.values.includes(keys[0] ?? "")) &&
      keys.every((key, at) => (hidden && at === 0) || fitsType(key, at, order));
    if (fits) return { keys, hidden };
  } catch {
    // Not ours, or cut short: answered below.
  }
  throw new AppError(
    "invalid",
    "This cursor does not belong to this list. Start from its first page.",
    {
      fields: { after: "not a cursor of this list" },
    },
  );
}

/** What Postgres casts without an error, which a forged cursor would make a fault of ours. */
const shapes: Record<SortKey["type"], (key: string) => boolean> = {
  text: () => true,
  int: (key) => /^-?\d{1,10}$/.test(key) && Math.abs(Number(key)) < 2 ** 31,
  uuid: (key) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key),
  timestamptz: (key) => /^-?infinity$/.test(key) || isInstant(key),
  boolean: (key) => /^(true|false)$/.test(key),
};

/** A time as Postgres writes it, of a day that there is. */
function isInstant(key: string): boolean {
  const parts =
    /^(\d{4,6})-(\d\d)-(\d\d) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d){0,2}$/.exec(
      key,
    );
  const [year = 0, month = 0, day = 0] = (parts ?? []).slice(1, 4).map(Number);
  if (year < 1 || year > 200_000 || month < 1 || month > 12) return false;
  return day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function fitsType(key: string | null, at: number, order: Order): boolean {
  if (key === null) return at === 0 && order.nullable;
  const type = order.keys[at]?.type ?? "text";
  return key.isWellFormed() && !key.includes("\u0000") && shapes[type](key);
}

/** Rows of one phase: those with a first key, those without, or those of one of its values. */
export type Phase = { where: RawBuilder<boolean>; orderBy: RawBuilder<unknown>; value?: string };

/**
 * The phases whose rows, one after the other, are the page in the order wanted; each can use an index over
 * the keys. A page `before` a cursor is read backwards. Throws invalid for a cursor of another list.
 */
function phasesOf(order: Order, { after, before }: PageRequest): Phase[] {
  const backwards = before !== undefined && after === undefined;
  const text = backwards ? before : after;
  const from = text === undefined ? undefined : decodeCursor(order, text);
  const down = (order.direction === "desc") !== backwards;
  if (order.values) return valuePhases(order, order.values, from, down);
  const valued: Phase = {
    where: and(
      order.nullable ? placed(order) : sql`true`,
      from && from.keys[0] !== null ? beyond(order, from, down) : sql`true`,
    ),
    orderBy: ordering(order.keys, down),
  };
  const empty: Phase = {
    where: and(
      unplaced(order),
      from && from.keys[0] === null ? beyondRest(order, from, down) : sql`true`,
    ),
    orderBy: ordering(order.keys.slice(1), down),
  };
  if (!order.nullable) return [valued];
  if (!from) return [valued, empty];
  if (backwards) return from.keys[0] === null ? [empty, valued] : [valued];
  return from.keys[0] === null ? [empty] : [valued, empty];
}

/** Rows that the first key places, and those that it does not. */
const placed = ({ placeless, keys }: Order) =>
  placeless ? sql`not ${placeless}` : sql`${keys[0].value} is not null`;
const unplaced = ({ placeless, keys }: Order) => placeless ?? sql`${keys[0].value} is null`;

/** Value by value from that of the place on; within one by the other keys. */
function valuePhases(
  order: Order,
  values: readonly string[],
  from: Place | undefined,
  down: boolean,
): Phase[] {
  const inOrder = down ? values.toReversed() : values;
  const first = from ? inOrder.indexOf(from.keys[0] ?? "") : 0;
  return inOrder.slice(first).map((value, at) => ({
    value,
    where: from && at === 0 ? beyondRest(order, from, down) : sql`true`,
    orderBy: ordering(order.keys.slice(1), down),
  }));
}

/** SQL: whether the first key of the row that a page begins at is known still; undefined where its cursor shows it. */
export function placeKnown(
  order: Order,
  { after, before }: PageRequest,
): RawBuilder<boolean> | undefined {
  const text = after ?? before;
  const place = text === undefined ? undefined : decodeCursor(order, text);
  if (!place?.hidden || !order.lookUp) return;
  return sql`${order.lookUp(sql`${place.keys.at(-1)}::uuid`)} is not null`;
}

/** Rows after a place, by all keys. */
function beyond(order: Order, place: Place, down: boolean): RawBuilder<boolean> {
  const values = bound(order.keys, place.keys);
  const last = values.at(-1);
  if (place.hidden && last && order.lookUp) values[0] = order.lookUp(last);
  return after(order.keys, values, order.leading ?? 1, down);
}

/** Rows after a place among those whose first key is null. */
function beyondRest(order: Order, place: Place, down: boolean): RawBuilder<boolean> {
  const keys = order.keys.slice(1);
  return after(keys, bound(keys, place.keys.slice(1)), (order.leading ?? 1) - 1, down);
}

/**
 * Said of the leading keys alone: an index of their table can begin there. The rest is an "or", because from a
 * comparison of all keys the planner took no row to be left where the first key is the least, and sorted all.
 */
function after(
  keys: readonly SortKey[],
  values: RawBuilder<unknown>[],
  leading: number,
  down: boolean,
): RawBuilder<boolean> {
  if (leading < 1 || leading >= keys.length) return compare(keys, values, down ? "<" : ">");
  const head = [keys.slice(0, leading), values.slice(0, leading)] as const;
  const rest = compare(keys.slice(leading), values.slice(leading), down ? "<" : ">");
  return sql`(${compare(...head, down ? "<=" : ">=")} and (${compare(...head, "<>")} or ${rest}))`;
}

function bound(keys: readonly SortKey[], values: Keys): RawBuilder<unknown>[] {
  return keys.map((key, at) => sql`${values[at]}::text::${sql.raw(key.type)}`);
}

function compare(
  keys: readonly SortKey[],
  values: RawBuilder<unknown>[],
  operator: "<" | "<=" | ">" | ">=" | "<>",
): RawBuilder<boolean> {
  const row = keys.map((key) => key.value);
  return sql`(${sql.join(row)}) ${sql.raw(operator)} (${sql.join(values)})`;
}

function ordering(keys: readonly SortKey[], down: boolean) {
  return sql.join(keys.map((key) => sql`${key.value} ${sql.raw(down ? "desc" : "asc")}`));
}

function and(...conditions: RawBuilder<unknown>[]): RawBuilder<boolean> {
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** The keys of a row as columns; `cursorKeys` reads them back from the relation that selected them. */
export function keyColumns(order: Order): RawBuilder<unknown> {
  const { keys, placeless } = order;
  return sql.join(
    keys.map(({ value }, at) => {
      const key = at === 0 && placeless ? sql`case when not ${placeless} then ${value} end` : value;
      return sql`${key} as ${sql.ref(`key${at}`)}`;
    }),
  );
}

/** The keys of a row of `relation` as texts, for its cursor. Select it as `cursor_keys`. */
export function cursorKeys(order: Order, relation: string): RawBuilder<Keys> {
  return sql`array[${sql.join(order.keys.map((_, at) => sql`${sql.ref(`${relation}.key${at}`)}::text`))}]`;
}

/** Reads one page, phase by phase, with `read(phase, limit)`; at most one row more than asked for. */
export async function readKeyset<Row extends KeysetRow>(
  order: Order,
  request: PageRequest,
  read: (phase: Phase, limit: number) => Promise<Row[]>,
): Promise<{ rows: Row[]; nextCursor: string | null; previousCursor: string | null }> {
  const backwards = request.before !== undefined && request.after === undefined;
  const found: Row[] = [];
  for (const phase of phasesOf(order, request)) {
    const wanted = request.limit + 1 - found.length;
    if (wanted > 0) found.push(...(await read(phase, wanted)));
  }
  const more = found.length > request.limit;
  const rows = found.slice(0, request.limit);
  if (backwards) rows.reverse();
  const cursorOf = (row: Row | undefined) => (row ? encodeCursor(order, row) : null);
  return {
    rows,
    nextCursor: more || backwards ? cursorOf(rows.at(-1)) : null,
    previousCursor: backwards
      ? more
        ? cursorOf(rows[0])
        : null
      : request.after
        ? cursorOf(rows[0])
        : null,
  };
}
