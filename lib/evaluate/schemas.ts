import { z } from "zod";
import { mostLanes } from "#lib/retrieve/defaults.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import {
  type ConfigurationChanges,
  configurationChangesSchema,
  contextSchema,
  maxQueryCharacters,
  type RetrievalContext,
} from "#lib/retrieve/schemas.ts";
import { cleanText } from "#lib/url/search-params.ts";

/** A document, or one chunk of it, that a query should bring or must not bring. */
export const expectationSchema = z
  .strictObject({
    kind: z.enum(["document", "chunk"]),
    /** Null where a path was given that is not in the corpus (yet). */
    id: z.uuid().nullable(),
    /** Empty where its reader may not see what it names. */
    path: cleanText(1_000),
    /** A chunk's heading path: finds its successor when the chunk was replaced. */
    heading: cleanText(2_000).nullable(),
  })
  .refine(({ id, path }) => id !== null || path !== "", "Name a path or an id.");
export type Expectation = z.infer<typeof expectationSchema>;

const named = cleanText(200).min(1, "Give it a name.");
const note = cleanText(2_000).nullable().default(null);
const expectations = z.array(expectationSchema).max(50).default([]);

/** What a saved query is made of; `set` is the name of its set, made where it does not exist. */
export const queryInputSchema = z.strictObject({
  name: named,
  text: cleanText(maxQueryCharacters).min(1, "Type what a customer would ask."),
  set: cleanText(120).min(1).nullable().default(null),
  context: contextSchema.default({}),
  /** Settings that the question brings along, such as filters; a lane's own come over them. */
  filters: configurationChangesSchema.default({}),
  expected: expectations,
  unwanted: expectations,
  note,
  shared: z.boolean().default(true),
});
export type QueryInput = z.infer<typeof queryInputSchema>;

export type SavedQuery = QueryInput & {
  id: string;
  version: number;
  owner: string;
  mine: boolean;
  updatedAt: string;
};

export type QuerySet = { id: string; name: string; queries: number };

export const listQueriesSchema = z.object({
  q: cleanText(200).default(""),
  /** A set's id; "none" for queries without one. */
  set: z.uuid().or(z.literal("none")).or(z.literal("")).default(""),
  who: z.enum(["all", "mine"]).default("all"),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type QueryListState = z.output<typeof listQueriesSchema>;
export const queriesPageSize = 50;

export type QueryPage = {
  items: SavedQuery[];
  total: number;
  sets: QuerySet[];
  withoutSet: number;
};

export const importQueriesSchema = z.strictObject({
  csv: z.string().max(1_000_000, "The file is over 1 MB. Split it."),
  /** For rows that name no set of their own. */
  set: cleanText(120).min(1).nullable().default(null),
  shared: z.boolean().default(true),
});
export type ImportReport = {
  added: number;
  /** Rows whose question stands in the set already. */
  known: number;
  problems: { line: number; message: string }[];
};

/** A configuration that somebody named: what differs from production. */
export const configurationInputSchema = z.strictObject({
  name: cleanText(120).min(1, "Give it a name."),
  note,
  settings: configurationChangesSchema,
  shared: z.boolean().default(true),
});
export type ConfigurationInput = z.infer<typeof configurationInputSchema>;

export type SavedConfiguration = ConfigurationInput & {
  id: string;
  version: number;
  owner: string;
  mine: boolean;
  updatedAt: string;
};

export const savedParamsSchema = z.object({ id: z.uuid() });

/** One question asked before. */
export type AskedBefore = {
  text: string;
  context: RetrievalContext;
  lanes: string[];
  at: string;
  times: number;
};
export type QueryHistory = {
  mine: AskedBefore[];
  /** What programs asked; empty where the words are not logged. */
  production: { text: string; at: string; times: number; results: number }[];
  productionLogged: boolean;
};

const laneTokens = z.array(cleanText(4_000).min(1)).max(mostLanes);

export const askedSchema = z.strictObject({
  text: cleanText(maxQueryCharacters).min(1),
  context: contextSchema.default({}),
  lanes: laneTokens.default([]),
});
export type Asked = z.infer<typeof askedSchema>;

export const freezeSchema = z.strictObject({
  title: cleanText(200).nullable().default(null),
  query: cleanText(maxQueryCharacters).min(1),
  context: contextSchema.default({}),
  lanes: z
    .array(
      z.strictObject({
        name: cleanText(200).min(1),
        /** How the lab's address names the lane, to ask it again. */
        token: cleanText(4_000).min(1),
        settings: configurationChangesSchema,
      }),
    )
    .min(1)
    .max(mostLanes),
});
export type FreezeInput = z.infer<typeof freezeSchema>;

/** What became of a chunk since it was frozen. */
export type Since = "same" | "changed" | "gone";

export type FrozenLane = {
  name: string;
  token: string;
  /** What it was asked with over production; null where that was not kept yet, or it is withheld whole. */
  settings: ConfigurationChanges | null;
  /** Null where the lane failed when it was frozen, or is withheld whole; `problem` says why. */
  result: RetrievalResult | null;
  problem: string | null;
  since: Record<string, Since>;
  /** There are results that this person may not see (any more). */
  withheld: boolean;
};

export type FrozenResults = {
  id: string;
  title: string | null;
  query: string;
  context: RetrievalContext;
  lanes: FrozenLane[];
  by: string;
  at: string;
  /** Writes to the corpus: when it was frozen, and since. */
  corpusVersion: string;
  writesSince: number;
};

/** A line of the list of frozen results. */
export type FrozenRow = {
  id: string;
  title: string | null;
  query: string;
  lanes: string[];
  by: string;
  at: string;
  writesSince: number;
};
