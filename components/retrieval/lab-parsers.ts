import { createMultiParser, createParser } from "nuqs/server";
import { mostLanes } from "#lib/retrieve/defaults.ts";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import { isObject, isTexts } from "./check-overrides.ts";
import { laneText, parseLane } from "./lane-tokens.ts";

/** A longer query is asked all the same, but stays out of the address: servers refuse long ones. */
export const maxQueryInAddress = 1_500;
export const maxContextInAddress = 2_000;
/** A lane that is longer than this is no longer read. */
export const mostShown = 50;
export const panels = ["", "chunk", "adjust", "why", "model", "index"] as const;
export type PanelName = (typeof panels)[number];
/** The panels that ask something of the server about one lane. */
export const panelNames = {
  why: "Why not this chunk?",
  model: "What the model would get",
  index: "How good is the index here?",
} as const;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The address's parts for the browser: what `labStateSchema` says, without its 30 kB of zod. */
export const labParsers = {
  q: text((given) => cleanText(given, maxQueryInAddress)).withDefault(""),
  k: createParser({
    parse: (given) =>
      /^\d{1,2}$/.test(given) && Number(given) <= mostShown ? Number(given) : null,
    serialize: String,
  }).withDefault(0),
  mode: text((given) => cleanText(given, 60)).withDefault(""),
  /** What else is known of who asks, as JSON. */
  about: createParser<RetrievalContext>({
    parse: parseAbout,
    serialize: aboutText,
    eq: sameJson,
  }).withDefault({}),
  lane: createMultiParser<string[]>({
    parse: (given) => readLanes(given),
    serialize: (lanes) => [...lanes],
    eq: sameJson,
  }).withDefault([]),
  /** The chunk that stands open; beside "why not?" the document that is missed, or "chunk:" and a chunk. */
  open: text((given) =>
    given === "" || uuid.test(given.replace(/^chunk:/, "")) ? given : null,
  ).withDefault(""),
  panel: oneOf(panels).withDefault(""),
  /** The lane that the panel is about. */
  at: createParser({
    parse: (given) => (/^[0-3]$/.test(given) ? Number(given) : null),
    serialize: String,
  }).withDefault(0),
  against: oneOf(["left", "first"] as const).withDefault("left"),
  view: oneOf(["text", "compact"] as const).withDefault("text"),
  split: oneOf(["", "1"] as const).withDefault(""),
  /** The saved query that is asked. */
  saved: text((given) => (given === "" || uuid.test(given) ? given : null)).withDefault(""),
};

function text(parse: (given: string) => string | null) {
  return createParser({ parse, serialize: String });
}

function oneOf<T extends string>(values: readonly T[]) {
  return createParser<T>({
    parse: (given) => values.find((value) => value === given) ?? null,
    serialize: String,
  });
}

/** At most four lanes that can be read, as they are written anew. */
export function readLanes(given: readonly string[]): string[] | null {
  const lanes = given.flatMap((one) => {
    const lane = parseLane(one);
    return lane ? [laneText(lane)] : [];
  });
  return lanes.length === given.length && lanes.length <= mostLanes ? lanes : null;
}

/** The text as an address may hold it, or null. */
export function cleanText(given: string, max: number): string | null {
  const trimmed = given.trim();
  const usable = trimmed.length <= max && trimmed.isWellFormed() && !trimmed.includes("\u0000");
  return usable ? trimmed : null;
}

function parseAbout(given: string): RetrievalContext | null {
  if (given.length > maxContextInAddress) return null;
  try {
    const value: unknown = JSON.parse(given);
    return isAbout(value) ? value : null;
  } catch {
    return null;
  }
}

/** Nothing in it is of another kind than the fields that show it; what it holds besides, the server refuses. */
function isAbout(value: unknown): value is RetrievalContext {
  if (!isObject(value)) return false;
  const { platforms = [], disciplines = [], focusEntities = [], topics = [] } = value;
  const { archetypeWeights = {} } = value;
  return (
    [platforms, disciplines, focusEntities, topics].every(isTexts) &&
    isObject(archetypeWeights) &&
    Object.values(archetypeWeights).every(Number.isFinite)
  );
}

function aboutText(about: RetrievalContext): string {
  return Object.keys(about).length === 0 ? "" : JSON.stringify(about);
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
