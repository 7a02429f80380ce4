import { can } from "#lib/auth/permissions.ts";
import { type Role, roleSchema } from "#lib/auth/schemas.ts";
import { readInstant } from "#lib/format/instant.ts";
import { type Change, type Changes, canonicalTerms } from "./change-schemas.ts";
import type { Curated } from "./document-metadata.ts";
import { type Field, type FieldValue, fieldsOf, type Subject } from "./field-schemas.ts";
import { isUnlisted } from "./manifest-values.ts";

/** A row as it is stored; `values` by column, as the database gives them. */
export type EditableRow = {
  id: string;
  version: number;
  label: string;
  /** Its document is price-sensitive: texts are shown without amounts. */
  sensitive: boolean;
  values: Record<string, unknown>;
  manifest: Record<string, unknown> | null;
  curated: Curated | null;
  /** What a chunk has of its document where it says nothing itself, by column. */
  inherited?: Record<string, unknown>;
};

export type FieldEdit = {
  field: Field;
  /** What was in force: the row's own value, else its document's. */
  held: FieldValue;
  /** The row's own value. */
  from: FieldValue;
  to: FieldValue;
  loosens: boolean;
  looser: boolean;
};
export type RowPlan =
  | { kind: "same" }
  | { kind: "refused"; code: "forbidden" | "invalid"; why: string; fields: Record<string, string> }
  | { kind: "change"; edits: FieldEdit[]; loosens: boolean };

type Who = { role: Role; reason: string | undefined };

/** What `changes` make of one row, for this person. Pure. */
export function planEdit(subject: Subject, row: EditableRow, changes: Changes, who: Who): RowPlan {
  const edits = fieldsOf(subject).flatMap((field) => {
    const change = changes[field.name];
    if (!change) return [];
    const from = readValue(field, row.values[field.column]);
    const held = inForce(field, row, row.values[field.column]);
    const some = !("set" in change);
    const to = applyChange(field, some ? held : from, change);
    if (sameValue(some ? held : from, to)) return [];
    const next = inForce(field, row, to);
    const loosens = isLooser(field, next, held);
    const looser =
      loosens && isLooser(field, next, inForce(field, row, baseline(field, row, from)));
    return [
      { field, held, from, to, loosens, looser, emptied: some && to === null && next !== null },
    ];
  });
  const emptied = edits.find((edit) => edit.emptied);
  if (emptied)
    return refused(
      emptied.field.name,
      `${emptied.field.label}: without terms of its own a chunk has its document's. Remove them there.`,
    );
  if (edits.length === 0) return { kind: "same" };
  const refusal = refuse(subject, row, edits, who);
  return refusal ?? { kind: "change", edits, loosens: edits.some(asksReason) };
}

function refuse(
  subject: Subject,
  row: EditableRow,
  edits: FieldEdit[],
  who: Who,
): RowPlan | undefined {
  const activates = edits.some(({ field, to }) => field.name === "status" && to === "active");
  if (subject === "document" && activates && isUnlisted(row.manifest))
    return refused(
      "status",
      "The manifest does not list this file, so it cannot be made active. Add its row to the manifest and ingest.",
    );
  if (endsBeforeItStarts(row, edits))
    return {
      ...refused("expiresOn", "It would expire before it starts, and never be served."),
      code: "invalid",
    };
  const looser = edits.filter((edit) => edit.looser);
  if (looser.length > 0 && !can(who.role, "loosen"))
    return refused(
      looser[0]?.field.name ?? "",
      `This makes ${names(looser)} looser than the manifest. Ask an admin.`,
    );
  const guarded = edits.filter(asksReason);
  if (guarded.length > 0 && !who.reason?.trim())
    return {
      kind: "refused",
      code: "invalid",
      why: `This loosens the ${names(guarded)}: say why.`,
      fields: { reason: "Say why this may be loosened." },
    };
  return undefined;
}

/** Asked of an edit of either date alone: what other software stored stays editable in all else. */
function endsBeforeItStarts({ values }: EditableRow, edits: FieldEdit[]): boolean {
  const after = (column: string): number => {
    const edit = edits.find(({ field }) => field.column === column);
    const value = edit ? edit.to : values[column];
    return value instanceof Date || typeof value === "string"
      ? new Date(value).getTime()
      : Number.NaN;
  };
  const dated = edits.some(({ field }) => ["effective_from", "expires_on"].includes(field.column));
  return dated && after("expires_on") <= after("effective_from");
}

function refused(field: string, why: string): Extract<RowPlan, { kind: "refused" }> {
  return { kind: "refused", code: "forbidden", why, fields: { [field]: why } };
}

/** Loosening what is guarded, or anything beyond the manifest, takes a reason. */
function asksReason({ field, loosens, looser }: FieldEdit): boolean {
  return looser || (loosens && field.guarded === true);
}

function names(edits: FieldEdit[]): string {
  return edits.map(({ field }) => field.label.toLowerCase()).join(" and ");
}

/** What a value stands for: where a chunk says nothing, its document's. */
function inForce(field: Field, { inherited }: EditableRow, own: unknown): FieldValue {
  return readValue(field, own ?? inherited?.[field.column]);
}

/** A stored value as the API speaks it; lists that other software wrote in another shape count as empty. */
export function readValue(field: Field, stored: unknown): FieldValue {
  if (stored === null || stored === undefined) return null;
  if (stored instanceof Date) return Number.isNaN(stored.getTime()) ? null : stored.toISOString();
  if (field.kind === "switch") return stored === true;
  if (field.kind === "instant") return readInstant(String(stored)).toISOString();
  if (field.kind === "terms") {
    const strings = Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : [];
    return strings.length > 0 ? strings : null;
  }
  if (field.kind === "links") {
    const links = Array.isArray(stored) ? stored.filter(isLink) : [];
    return links.length > 0 ? links.map(({ label, url }) => ({ label, url })) : null;
  }
  return String(stored) === "" ? null : String(stored);
}

function isLink(one: unknown): one is { label: string; url: string } {
  return (
    typeof one === "object" &&
    one !== null &&
    "label" in one &&
    "url" in one &&
    typeof one.label === "string" &&
    typeof one.url === "string"
  );
}

/** The value after a change. */
export function applyChange(field: Field, from: FieldValue, change: Change): FieldValue {
  if ("set" in change) return change.set as FieldValue;
  const now = Array.isArray(from) ? (from as string[]) : [];
  const gone = new Set(change.remove ?? []);
  return canonicalTerms(field, [...now.filter((one) => !gone.has(one)), ...(change.add ?? [])]);
}

/** Terms are a set: their order says nothing. */
export function sameValue(a: FieldValue, b: FieldValue): boolean {
  return key(a) === key(b);
}

function key(value: FieldValue): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  const items = value.map((one) => JSON.stringify(one));
  return JSON.stringify(value.length === 0 ? null : [...new Set(items)].sort());
}

/** What the value may go back to without an admin: the manifest's, else what stood there before a person's. */
function baseline(field: Field, row: EditableRow, current: FieldValue): FieldValue {
  const said = row.manifest?.[field.column];
  if (said !== undefined) return readValue(field, said);
  const person = row.curated?.[field.column];
  return person && "over" in person ? readValue(field, person.over) : current;
}

function isLooser(field: Field, next: FieldValue, than: FieldValue): boolean {
  if (!field.strictness) return false;
  if (field.strictness === "having") {
    const has = new Set(Array.isArray(next) ? (next as string[]) : []);
    return Array.isArray(than) && (than as string[]).some((one) => !has.has(one));
  }
  // None is the document's own, or the default: the loosest. What nobody knows is the strictest.
  const order = field.strictness;
  const rank = (value: FieldValue) => {
    if (value === null) return 0;
    const at = order.indexOf(value as string | boolean);
    return at === -1 ? order.length : at;
  };
  // Planned and deprecated are served alike: not at all.
  if (field.name === "status") return rank(next) === 0 && rank(than) > 0;
  return rank(next) < rank(than);
}

/** The role that was stored with a change set, or the least. */
export function storedRole(value: unknown): Role {
  return roleSchema.safeParse(value).data ?? "viewer";
}

type Stamp = { by: string; at: string };

/**
 * The row's curated values after these edits. A value equal to the manifest's is no longer a person's: later
 * manifests count again. `over` keeps what stood there before, for the way back.
 */
export function curatedAfter(row: EditableRow, edits: FieldEdit[], stamp: Stamp): Curated {
  const curated = { ...row.curated };
  for (const { field, from, to } of edits) {
    const { column } = field;
    const said = row.manifest?.[column];
    const former = curated[column];
    const over = former && "over" in former ? former.over : from;
    if (sameValue(readValue(field, said === undefined ? over : said), to)) delete curated[column];
    else curated[column] = { value: to, ...stamp, over };
  }
  return curated;
}
