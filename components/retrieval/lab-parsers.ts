import { createParser } from "nuqs/server";

/** A longer query is asked all the same, but stays out of the address: servers refuse long ones. */
export const maxQueryInAddress = 1_500;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The address's parts for the browser: what `labStateSchema` says, without its 30 kB of zod. */
export const labParsers = {
  q: createParser({
    parse: (text) => cleanText(text, maxQueryInAddress),
    serialize: String,
  }).withDefault(""),
  k: createParser({
    parse: (text) => (/^\d{1,2}$/.test(text) && Number(text) <= 50 ? Number(text) : null),
    serialize: String,
  }).withDefault(0),
  mode: createParser({ parse: (text) => cleanText(text, 60), serialize: String }).withDefault(""),
  open: createParser({
    parse: (text) => (text === "" || uuid.test(text) ? text : null),
    serialize: String,
  }).withDefault(""),
};

/** The text as an address may hold it, or null. */
export function cleanText(text: string, max: number): string | null {
  const trimmed = text.trim();
  const usable = trimmed.length <= max && trimmed.isWellFormed() && !trimmed.includes("\u0000");
  return usable ? trimmed : null;
}
