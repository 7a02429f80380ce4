import { identifier } from "./keep-ids.ts";
import { pathHoldsAmount, redactAnchored, redactProse, redactQuery } from "./redact.ts";
import { snakeCase, technicalName } from "./redact-json.ts";
import type { Level } from "./scan-schemas.ts";

/** One stored row as the search sees it. */
export type ScannedRow = {
  relation: string;
  /** Its texts and JSON values by column. */
  fields: Record<string, unknown>;
  /** Of the document that the row belongs to; null where it belongs to none that is there. */
  sensitive: boolean | null;
};

export type Suspect = { field: string; level: Level };

/** What is known of other documents that a JSON value names. */
export type Sensitivity = (documentId: string) => boolean | undefined;

// Tables that hold a document's own text. The others hold words of ours around it, with counts and times.
const ofDocuments = /\.(?:document_sources|document_versions|chunk_versions)$/;
// Their values are never shown but through the redaction of the pages that read them.
const redactedOnReading = /^console\.(?:audit_log|change_sets)$/;
/** Where a row may hold an amount that must not be there, or that a person should know of. */
export function findSuspects(
  { relation, fields, ...row }: ScannedRow,
  sensitivity: Sensitivity = () => undefined,
  baseTables: readonly string[] = [],
): Suspect[] {
  // Of a document that is gone only what needed no cleaning is kept.
  const sensitive = row.sensitive ?? (ofDocuments.test(relation) ? false : null);
  const own = ofDocuments.test(relation) || baseTables.includes(relation);
  return Object.entries(fields).flatMap(([column, value]) =>
    leaves(value, column, sensitive, sensitivity).flatMap((leaf) => {
      const level = levelOf(relation, leaf.sensitive);
      const inText = own || leaf.nested || level === "redacted on reading";
      return holds(leaf, inText) ? [{ field: leaf.field, level }] : [];
    }),
  );
}

type Leaf = {
  field: string;
  name: string;
  text: string;
  sensitive: boolean | null;
  nested: boolean;
};

/** Every text in a value, with the document that the nearest object around it names. */
function leaves(
  value: unknown,
  field: string,
  sensitive: boolean | null,
  sensitivity: Sensitivity,
  at: { name: string; nested: boolean } = { name: field, nested: false },
): Leaf[] {
  if (typeof value === "string") return [{ field, text: value, sensitive, ...at }];
  if (Array.isArray(value))
    return value.flatMap((one, index) =>
      leaves(one, `${field}[${index}]`, sensitive, sensitivity, at),
    );
  if (value === null || typeof value !== "object") return [];
  const named = Object.entries(value).find(([key]) => /^document_?id$/i.test(key))?.[1];
  const theirs = typeof named === "string" ? sensitivity(named) : undefined;
  return Object.entries(value).flatMap(([key, one]) =>
    leaves(one, `${field}.${key}`, theirs ?? sensitive, sensitivity, {
      name: snakeCase(key),
      nested: at.nested || theirs !== undefined,
    }),
  );
}

function levelOf(relation: string, sensitive: boolean | null): Level {
  if (sensitive === false) return "unmarked";
  return redactedOnReading.test(relation) && sensitive === true ? "redacted on reading" : "leak";
}

function holds({ name, sensitive, ...leaf }: Leaf, inText: boolean): boolean {
  const text = leaf.text.replace(identifier, "");
  if (/(?:^|_)(?:hash|checksum|pipeline)$/.test(name)) return false;
  if (name === "path") return sensitive !== false && pathHoldsAmount(text);
  if (sensitive === false) return redactAnchored(text) !== text;
  if (sensitive === true && inText && !technicalName.test(name)) return redactProse(text) !== text;
  return redactQuery(text) !== text;
}
