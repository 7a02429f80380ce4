import type { DayBars, DaySpan } from "#lib/format/days.ts";
import type { StateCounts } from "./states-schemas.ts";

/** How the corpus stood at the end of a bar's days, by its last record; today's is counted now. */
export type GrowthPoint = {
  /** The bar's first day, and the day of the record. */
  day: string;
  recorded: string;
  documents: { all: number; active: number; embedded: number };
  chunks: { all: number } & StateCounts;
};

/** Chunks of `from` up to, but without, `to` tokens; the last bar has no end. */
export type SizeBar = { from: number; to: number | null; chunks: number };

export type Growth = {
  asOf: string;
  zone: string;
  bars: DayBars;
  points: GrowthPoint[];
  /** The first day of which there is a record. */
  since: string | null;
  sizes: {
    bars: SizeBar[];
    /** Whose tokens nobody counted. */
    unknown: number;
    /** From a sample: the table is large. */
    estimated: boolean;
  };
};

/** What the growth screen keeps in its URL. */
export type GrowthSearch = DaySpan;

/** The URL query of a search, with its question mark; empty for the default search. */
export function growthQuery(search: GrowthSearch): string {
  const query = new URLSearchParams();
  for (const key of ["time", "from", "to"] as const) {
    const value = search[key];
    if (value) query.set(key, value);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
