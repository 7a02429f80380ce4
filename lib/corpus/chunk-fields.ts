import { type RawBuilder, sql } from "kysely";
import type { Order, SortKey } from "#lib/db/keyset.ts";
import { textBeginning } from "#lib/db/sort-indexes.ts";
import { baseTables } from "#lib/db/tables.ts";
import { chunkState } from "./embedding-state.ts";
import type { FacetField } from "./facet-field.ts";
import type { ChunkFacet, ChunkSort } from "./facet-schemas.ts";
import type { Reader } from "./reader.ts";
import { embeddingStates } from "./schemas.ts";
import { stricterThanDocument } from "./visible.ts";

const value = (expression: RawBuilder<unknown>): FacetField => ({
  kind: "value",
  value: expression,
});
const list = (expression: RawBuilder<unknown>): FacetField => ({ kind: "list", value: expression });

/** The stricter of document and chunk is in force; a value that nobody knows counts as the strictest. */
export const visibilityInForce = sql`case when ${stricterThanDocument}
  then c.visibility else coalesce(d.visibility, 'public') end`;
export const confidentialityInForce = sql`case when coalesce(c.confidentiality, 'normal') <> 'normal' then c.confidentiality
  else coalesce(d.confidentiality, 'normal') end`;
const part = sql`coalesce(nullif(d.series_part_title, ''), nullif(d.series_part_roman, ''), d.series_part_number::text)`;

/** The document's own fields among a chunk's facets: rows are counted by document where only these filter. */
export const documentLevel: ReadonlySet<ChunkFacet> = new Set([
  "status",
  "mode",
  "category",
  "type",
  "pricing",
  "part",
]);

/** The facets of a chunk `c` of the document `d` as SQL; `embedding` needs the joins of `vectorJoins`. */
export function chunkFields(reader: Reader): Record<ChunkFacet, FacetField> {
  const confirms = (text: string) => reader.redact(text) !== text;
  return {
    embedding: value(chunkState(reader.redactionVersion)),
    status: value(sql`d.status`),
    mode: value(sql`d.embed_mode`),
    category: value(sql`d.category`),
    type: value(sql`d.doc_type`),
    pricing: value(sql`case when d.pricing_sensitive then 'yes' else 'no' end`),
    // A chunk that says nothing has what its document says, as retrieval takes it.
    flags: list(sql`coalesce(c.guardrail_flags, d.guardrail_flags)`),
    visibility: value(visibilityInForce),
    confidentiality: value(confidentialityInForce),
    labels: { ...list(sql`c.section_labels`), confirms },
    tags: { ...list(sql`c.context_tags`), confirms },
    entities: { ...list(sql`c.related_entities`), confirms },
    modes: list(sql`c.primary_modes`),
    archetypes: list(sql`c.archetype_bias`),
    audiences: list(sql`coalesce(c.audiences, d.audiences)`),
    platforms: list(sql`coalesce(c.platforms, d.platforms)`),
    disciplines: list(sql`coalesce(c.disciplines, d.disciplines)`),
    language: value(sql`coalesce(c.language, d.language)`),
    part: { ...value(part), confirms },
    review: value(sql`case when c.needs_review then 'yes' else 'no' end`),
  };
}

type Sortable = {
  key: SortKey;
  nullable?: boolean;
  free?: boolean;
  ofDocument?: boolean;
  placeless?: RawBuilder<boolean>;
};
const text = (expression: RawBuilder<unknown>): SortKey => ({ value: expression, type: "text" });
const ofDocument = (expression: RawBuilder<unknown>, nullable = false): Sortable => ({
  key: text(expression),
  nullable,
  ofDocument: true,
});
/** Text that people and files wrote: it may hold an amount, so that no cursor may show it. */
const free = (expression: RawBuilder<unknown>): Sortable => ({
  key: text(expression),
  nullable: true,
  free: true,
});

/** Columns of chunks by whose first value they are sorted; `pnpm db:index` builds an index for each. */
export const firstValueColumns = {
  flags: "guardrail_flags",
  labels: "section_labels",
  tags: "context_tags",
  entities: "related_entities",
  modes: "primary_modes",
  archetypes: "archetype_bias",
  audiences: "audiences",
  platforms: "platforms",
  disciplines: "disciplines",
} as const;

/** What chunks can be ordered by; lists by their own first value. */
function sortables(): Record<ChunkSort, Sortable> {
  const firsts = Object.fromEntries(
    Object.entries(firstValueColumns).map(([sort, column]) => [
      sort,
      free(sql`"left"(${sql.ref(`c.${column}`)} ->> 0, 200)`),
    ]),
  ) as Record<keyof typeof firstValueColumns, Sortable>;
  return {
    ...firsts,
    document: ofDocument(sql`d.path`),
    heading: free(sql`"left"(c.heading_path, 500)`),
    // Among others a sensitive text's place would tell its amounts: these come last, whatever they begin with.
    text: { ...free(sql.raw(textBeginning("c.text"))), placeless: sql`d.pricing_sensitive` },
    // State by state; see chunksInState.
    embedding: { key: text(sql`w.state`), ofDocument: true },
    status: ofDocument(sql`d.status`),
    mode: ofDocument(sql`d.embed_mode`),
    category: ofDocument(sql`d.category`),
    type: ofDocument(sql`d.doc_type`),
    pricing: { key: { value: sql`d.pricing_sensitive`, type: "boolean" }, ofDocument: true },
    visibility: { key: text(sql`c.visibility`), nullable: true },
    confidentiality: { key: text(sql`c.confidentiality`), nullable: true },
    language: { key: text(sql`c.language`), nullable: true },
    part: {
      key: { value: sql`d.series_part_number`, type: "int" },
      nullable: true,
      ofDocument: true,
    },
    tokens: { key: { value: sql`c.token_count`, type: "int" }, nullable: true },
    updated: { key: { value: sql`c.updated_at`, type: "timestamptz" }, nullable: true },
  };
}

/**
 * The order of a list of chunks. By a field of the document: document by document, each in the order of its
 * chunks. By a field of its own: then by id, so that one index serves it. `sensitive`: which of the chunks that match
 * are of price-sensitive documents.
 */
export function chunkOrder(
  sort: ChunkSort,
  dir: "asc" | "desc",
  sensitive: "some" | "all" | "none" = "some",
): Order {
  const sortable = sortables()[sort];
  const { key } = sortable;
  const id: SortKey = { value: sql`c.id`, type: "uuid" };
  const path: SortKey = text(sql`d.path`);
  const index: SortKey = { value: sql`c.chunk_index`, type: "int" };
  const inDocument = sort === "document" ? [index, id] : [path, index, id];
  const placeless = sortable.placeless && placelessAmong[sensitive](sortable.placeless);
  return {
    name: sort,
    direction: dir,
    nullable: sortable.nullable ?? false,
    keys: sortable.ofDocument ? [key, ...inDocument] : [key, id],
    leading: sortable.ofDocument ? inDocument.length - 1 : 2,
    ...(sort === "embedding" ? { values: embeddingStates.toSorted() } : {}),
    ...(placeless ? { placeless } : {}),
    ...(sortable.free ? { lookUp: (last) => valueOfChunk(key, last, sortable.placeless) } : {}),
  };
}

/** Where a filter decides which rows have a place, no row is looked for among the others. */
const placelessAmong = {
  some: (placeless: RawBuilder<boolean>) => placeless,
  all: () => sql<boolean>`true`,
  none: () => sql<boolean>`false`,
};

/** SQL: the value of the chunk of this id, unless it has no place. */
function valueOfChunk(
  key: SortKey,
  chunkId: RawBuilder<unknown>,
  placeless: RawBuilder<boolean> = sql`false`,
): RawBuilder<unknown> {
  const { documents, chunks } = baseTables();
  return sql`(select ${key.value} from ${chunks} c join ${documents} d on d.id = c.document_id
    where c.id = ${chunkId} and not ${placeless})`;
}
