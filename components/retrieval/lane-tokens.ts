import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";

export const fewestLanes = 2;

/** A lane as the address names it: a preset, a saved configuration or a frozen lane, and what was changed over it. */
export type LaneToken = { base: string; overrides: ConfigurationChanges };

const base = /^[a-z]{2,20}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.[0-3])?$/;
const longest = 4_000;

/** Reads "hybrid" or "hybrid~{"k":5}"; undefined for what is neither. The server checks the settings' values. */
export function parseLane(text: string): LaneToken | undefined {
  if (text.length > longest) return undefined;
  const cut = text.indexOf("~");
  const name = cut === -1 ? text : text.slice(0, cut);
  if (!base.test(name)) return undefined;
  if (cut === -1) return { base: name, overrides: {} };
  const overrides = parseObject(text.slice(cut + 1));
  return overrides && { base: name, overrides };
}

export function laneText({ base: name, overrides }: LaneToken): string {
  return Object.keys(overrides).length === 0 ? name : `${name}~${JSON.stringify(overrides)}`;
}

function parseObject(text: string): ConfigurationChanges | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
