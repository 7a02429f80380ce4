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
  /**
   * For rows whose first key must not be read off a cursor: finds it again by the row's last key. A row says
   * so by `cursor_hidden`.
   */
  lookUp?: (lastKey: RawBuilder<unknown>) => RawBuilder<unknown>;
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
function encodeCursor(order: Order, row: KeysetRow): string {
  const hidden = order.lookUp !== undefined && row.cursor_hidden && row.cursor_keys[0] !== null;
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

const shapes: Record<SortKey["type"], RegExp> = {
  text: /^/,
  int: /^-?\d{1,9}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  timestamptz: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}$/,
  boolean: /^(true|false)$/,
};

function fitsType(key: string | null, at: number, order: Order): boolean {
  if (key === null) return at === 0 && order.nullable;
  const type = order.keys[at]?.type ?? "text";
  return key.isWellFormed() && !key.includes("\u0000") && shapes[type].test(key);
}

/** Rows of one phase: those with a first key, or those without. */
export type Phase = { where: RawBuilder<boolean>; orderBy: RawBuilder<unknown> };

/**
 * The phases whose rows, one after the other, are the page in the order wanted; each can use an index over
 * the keys. A page `before` a cursor is read backwards. Throws invalid for a cursor of another list.
 */
function phasesOf(order: Order, { after, before }: PageRequest): Phase[] {
  const backwards = before !== undefined && after === undefined;
  const text = backwards ? before : after;
  const from = text === undefined ? undefined : decodeCursor(order, text);
  const down = (order.direction === "desc") !== backwards;
  const valued: Phase = {
    where: and(
      order.nullable ? sql`${order.keys[0].value} is not null` : sql`true`,
      from && from.keys[0] !== null ? beyond(order, from, down) : sql`true`,
    ),
    orderBy: ordering(order.keys, down),
  };
  const empty: Phase = {
    where: and(
      sql`${order.keys[0].value} is null`,
      from && from.keys[0] === null ? beyondRest(order, from, down) : sql`true`,
    ),
    orderBy: ordering(order.keys.slice(1), down),
  };
  if (!order.nullable) return [valued];
  if (!from) return [valued, empty];
  if (backwards) return from.keys[0] === null ? [empty, valued] : [valued];
  return from.keys[0] === null ? [empty] : [valued, empty];
}

/** Rows after a place, by all keys. Said once more for the first alone: an index of its table can begin there. */
function beyond(order: Order, place: Place, down: boolean): RawBuilder<boolean> {
  const values = bound(order.keys, place.keys);
  const last = values.at(-1);
  if (place.hidden && last && order.lookUp) values[0] = order.lookUp(last);
  const [head] = order.keys;
  return and(
    sql`${head.value} ${sql.raw(down ? "<=" : ">=")} ${values[0]}`,
    compare(order.keys, values, down),
  );
}

/** Rows after a place among those whose first key is null. */
function beyondRest(order: Order, place: Place, down: boolean): RawBuilder<boolean> {
  const keys = order.keys.slice(1);
  return compare(keys, bound(keys, place.keys.slice(1)), down);
}

function bound(keys: readonly SortKey[], values: Keys): RawBuilder<unknown>[] {
  return keys.map((key, at) => sql`${values[at]}::text::${sql.raw(key.type)}`);
}

function compare(
  keys: readonly SortKey[],
  values: RawBuilder<unknown>[],
  down: boolean,
): RawBuilder<boolean> {
  const row = keys.map((key) => key.value);
  return sql`(${sql.join(row)}) ${sql.raw(down ? "<" : ">")} (${sql.join(values)})`;
}

function ordering(keys: readonly SortKey[], down: boolean) {
  return sql.join(keys.map((key) => sql`${key.value} ${sql.raw(down ? "desc" : "asc")}`));
}

function and(...conditions: RawBuilder<unknown>[]): RawBuilder<boolean> {
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** The keys of a row as texts, for its cursor. Select it as `cursor_keys`. */
export function cursorKeys(order: Order): RawBuilder<Keys> {
  return sql`array[${sql.join(order.keys.map((key) => sql`(${key.value})::text`))}]`;
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
