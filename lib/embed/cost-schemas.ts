import type { DayBars, DaySpan } from "#lib/format/days.ts";
import type { Cause } from "./purpose.ts";

export type { Cause };

/** Why a request to the provider was made, in the order in which charts stack it. */
export const causes = [
  "run",
  "lab",
  "preview",
  "consumer",
  "shadow",
  "evaluation",
] as const satisfies readonly Cause[];

/** What costs are told apart by, and what of them is shown. */
export const costGroups = ["cause", "who"] as const;
export type CostGroup = (typeof costGroups)[number];
export const costMeasures = ["cost", "tokens", "calls"] as const;
export type CostMeasure = (typeof costMeasures)[number];

export type CostFilter = DaySpan & {
  cause?: Cause | undefined;
  /** A person, a program or an API consumer; "" is nobody named. */
  who?: string | undefined;
};

/** What the costs screen keeps in its URL. */
export type CostsSearch = CostFilter & {
  by?: CostGroup | undefined;
  of?: CostMeasure | undefined;
  /** The first day of a bar: the table keeps to its requests. */
  on?: string | undefined;
};

const keys = ["time", "from", "to", "cause", "who", "by", "of", "on"] as const;

/** The URL query of a search, with its question mark; empty for the default search. */
export function costsQuery(search: CostsSearch): string {
  const query = new URLSearchParams();
  for (const key of keys) {
    const value = search[key];
    if (value !== undefined) query.set(key, value);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** US dollars, tokens, requests and how many of these failed. */
export type Amounts = { cost: number; tokens: number; calls: number; failed: number };
/** One bar's amounts of one cause or one person. */
export type CostPart = Amounts & { day: string; key: string };
export type CostRow = Amounts & { cause: Cause; who: string; model: string };

export type Costs = {
  asOf: string;
  /** Anything was ever bought, at whatever time and by whomever. */
  ever: boolean;
  zone: string;
  bars: DayBars;
  parts: CostPart[];
  /** Of the whole time, or of the bar that was chosen; the dearest first. */
  rows: CostRow[];
  /** Everybody who bought something in this time. */
  people: string[];
};
