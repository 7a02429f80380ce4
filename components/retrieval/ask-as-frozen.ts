import type { FrozenLane } from "#lib/evaluate/schemas.ts";
import type { MetadataFilter } from "#lib/retrieve/filter-schemas.ts";
import type { Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { changesFrom } from "./lane-changes.ts";
import { laneText, parseLane } from "./lane-tokens.ts";
import { presets } from "./presets.ts";
import { type Known, resolveLane } from "./resolve-lane.ts";

type Kept = Pick<FrozenLane, "token" | "settings" | "result">;

/** What a question brings to the lanes that may be changed, beside their own settings. */
const ofQuestion = [
  "k",
  "filters",
  "includePricingLists",
  "visibility",
  "confidentiality",
] as const;

/** What a frozen lane was asked with over production; an older one says it by the configuration of its answer. */
function settingsOf({ settings, result }: Kept, production: Configuration) {
  return settings ?? (result ? changesFrom(production, result.configuration) : undefined);
}

/** The lab's own top-k when the lanes were frozen, as a lane tells it that sets none itself; 0: production's. */
export function frozenK(lanes: readonly Kept[], production: Configuration): number {
  const told = lanes.flatMap((lane) => {
    const token = parseLane(lane.token);
    const preset = presets.find(({ id }) => id === token?.base);
    const settings = settingsOf(lane, production);
    if (!preset || !settings || token?.overrides.k !== undefined) return [];
    return [{ fixed: preset.fixed ?? false, k: settings.k ?? 0 }];
  });
  // A saved question may bring a k of its own, but never to a fixed lane.
  return (told.find(({ fixed }) => fixed) ?? told[0])?.k ?? 0;
}

/**
 * The lane that asks a frozen one again under what is known now: its configuration as it is today, with the
 * top-k and the filters of then. Of a configuration that is gone it is a copy.
 */
export function askAsFrozen(frozen: Kept, known: Known): string {
  const { production } = known;
  const token = parseLane(frozen.token);
  const then = settingsOf(frozen, production);
  if (!token || !then) return frozen.token;
  const lane = resolveLane(frozen.token, known);
  if (lane.problem) return readable(laneText({ base: "copy", overrides: then }), frozen.token);
  if (lane.fixed) return frozen.token;
  const changed = ofQuestion
    .map((name) => [name, then[name] ?? production[name]] as const)
    .filter(([name, value]) => !same(value, lane.changes[name] ?? production[name]));
  const overrides: ConfigurationChanges = { ...token.overrides, ...Object.fromEntries(changed) };
  return readable(laneText({ base: token.base, overrides }), frozen.token);
}

/** An address holds no lane of any length; where this one is too long, its head names the difference. */
function readable(text: string, otherwise: string): string {
  return parseLane(text) ? text : otherwise;
}

/** The database keeps the parts of a filter in another order than a browser writes them. */
function same(a: unknown, b: unknown): boolean {
  const text = (value: unknown) =>
    JSON.stringify(
      Array.isArray(value)
        ? value.map(({ field, is, values }: MetadataFilter) => [field, is, values])
        : value,
    );
  return text(a) === text(b);
}
