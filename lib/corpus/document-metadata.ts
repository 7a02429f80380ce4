import type { MetadataField, Origin } from "./schemas.ts";

/**
 * A person's value over the manifest's or the file's, as stored in `documents.curated` by column name;
 * `over` is what stood there before the first person changed it.
 */
export type Curated = Record<
  string,
  { value: unknown; by: string; at: string; over?: unknown; kept?: boolean }
>;

/** What another program wrote into a column last, under which database login and when. */
export type OtherWrites = Record<string, { value: unknown; by: string; at: string }>;

export type MetadataSource = {
  values: Record<string, unknown>;
  manifest: Record<string, unknown> | null;
  curated: Curated | null;
  derived: string[];
  others?: OtherWrites;
};

/** Every metadata column with the value in force and where it comes from. Pure. */
export function describeMetadata({
  values,
  manifest,
  curated,
  derived,
  others = {},
}: MetadataSource): MetadataField[] {
  return Object.entries(values).map(([field, value]) => {
    const person = curated?.[field];
    const said = manifest?.[field];
    const other = others[field];
    const origin = originOf(field, value, { person, said, derived, other });
    const who = origin === "other writer" ? other : person;
    return {
      field,
      value: value instanceof Date ? value.toISOString() : value,
      origin,
      ...(said !== undefined && !same(said, value) ? { manifest: said } : {}),
      ...(who ? { by: who.by, at: who.at } : {}),
    };
  });
}

type Sources = {
  person: Curated[string] | undefined;
  said: unknown;
  derived: string[];
  other: OtherWrites[string] | undefined;
};

function originOf(field: string, value: unknown, from: Sources): Origin {
  if (from.person && same(from.person.value, value)) return "curated";
  if (from.said !== undefined && same(from.said, value)) return "manifest";
  if (from.other && same(from.other.value, value)) return "other writer";
  return from.derived.includes(field) ? "derived" : "file";
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
