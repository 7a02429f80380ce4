import { z } from "zod";
import { cleanText, listOf } from "#lib/url/search-params.ts";
import {
  type ChunkFacet,
  chunkFacets,
  chunkSorts,
  type DocumentFacet,
  documentFacets,
  documentSorts,
} from "./facet-schemas.ts";

const values = listOf(cleanText(200).min(1)).default([]);
const empty = z.enum(["yes", "no"]).optional();

type FacetShape<F extends string> = { [K in F]: typeof values } & {
  [K in `${F}.not`]: typeof values;
} & { [K in `${F}.empty`]: typeof empty };

/** Three parameters a facet: any of these values, none of those, and whether it may be empty. */
function facetShape<F extends string>(names: readonly F[]): FacetShape<F> {
  const entries = names.flatMap((name) => [
    [name, values],
    [`${name}.not`, values],
    [`${name}.empty`, empty],
  ]);
  return Object.fromEntries(entries) as FacetShape<F>;
}

const common = {
  q: cleanText(200).default(""),
  dir: z.enum(["asc", "desc"]).default("asc"),
  /** Cursors of a page of rows; at most one of them counts. */
  after: cleanText(4000).optional(),
  before: cleanText(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  /** The row whose panel is open. */
  open: z.uuid().optional(),
  /** The saved view that this began with; "all" for none on purpose. */
  view: z.union([z.literal("all"), z.uuid()]).optional(),
};

/** The state of the documents screen, in its URL and in the API's query alike. */
export const documentListSchema = z.object({
  ...common,
  sort: z.enum(documentSorts).default("path"),
  ...facetShape(documentFacets),
});

/** The state of the chunks screen; `of` keeps to one document. */
export const chunkListSchema = z.object({
  ...common,
  sort: z.enum(chunkSorts).default("document"),
  of: z.uuid().optional(),
  ...facetShape(chunkFacets),
});

export type DocumentListState = z.output<typeof documentListSchema>;
export type ChunkListState = z.output<typeof chunkListSchema>;

export type FacetFilter = { any: string[]; none: string[]; empty: "yes" | "no" | undefined };

/** The filters of a state that are set, by facet. */
export function filtersOf(
  state: DocumentListState,
  names: readonly DocumentFacet[],
): Partial<Record<DocumentFacet, FacetFilter>>;
export function filtersOf(
  state: ChunkListState,
  names: readonly ChunkFacet[],
): Partial<Record<ChunkFacet, FacetFilter>>;
export function filtersOf(state: object, names: readonly string[]) {
  const given = state as Record<string, unknown>;
  const filters: Record<string, FacetFilter> = {};
  for (const name of names) {
    const filter: FacetFilter = {
      any: given[name] as string[],
      none: given[`${name}.not`] as string[],
      empty: given[`${name}.empty`] as FacetFilter["empty"],
    };
    if (filter.any.length > 0 || filter.none.length > 0 || filter.empty) filters[name] = filter;
  }
  return filters;
}
