import type { SavedConfiguration } from "#lib/evaluate/schemas.ts";
import type { Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { mergeChanges, withChanges } from "./lane-changes.ts";
import { type LaneToken, laneText, parseLane } from "./lane-tokens.ts";
import { presets } from "./presets.ts";

/** A lane as the lab shows it. `changes` are over production, `base` is without what was changed here. */
export type Lane = LaneToken & {
  token: string;
  name: string;
  changes: ConfigurationChanges;
  baseConfiguration: Configuration;
  /** It cannot be adjusted here. */
  fixed: boolean;
  unsaved: boolean;
  saved?: SavedConfiguration;
  /** A lane that was kept: which result, which of its lanes. */
  frozen?: { id: string; index: number };
  /** Why it cannot be asked. */
  problem?: string;
};

type Known = { production: Configuration; saved: readonly SavedConfiguration[]; k: number };

/** What a lane's text in the address means; `k` over 0 is for every lane that does not set its own. */
export function resolveLane(text: string, { production, saved, k }: Known): Lane {
  const token = parseLane(text) ?? { base: "copy", overrides: {} };
  const top = k > 0 ? { k } : {};
  const lane = (name: string, under: ConfigurationChanges, rest: Partial<Lane> = {}): Lane => {
    const changes = mergeChanges(mergeChanges(under, top), token.overrides);
    return {
      ...token,
      token: laneText(token),
      name,
      changes,
      baseConfiguration: withChanges(production, mergeChanges(under, top)),
      fixed: false,
      unsaved: Object.keys(token.overrides).length > 0,
      ...rest,
    };
  };
  if (!parseLane(text))
    return lane(
      "unreadable",
      {},
      { fixed: true, problem: "The address names a lane that makes no sense." },
    );
  const preset = presets.find(({ id }) => id === token.base);
  if (preset?.fixed)
    return {
      ...lane(preset.name, preset.changes),
      overrides: {},
      changes: mergeChanges(preset.changes, top),
      fixed: true,
      unsaved: false,
      token: preset.id,
    };
  if (preset) return lane(preset.name, preset.changes);
  const [id = "", index] = token.base.split(".");
  if (index !== undefined)
    return lane("frozen", {}, { fixed: true, frozen: { id, index: Number(index) } });
  const known = saved.find((one) => one.id === token.base);
  if (known) return lane(known.name, known.settings, { saved: known });
  return lane(
    "gone",
    {},
    {
      fixed: true,
      problem: "This configuration was removed, or it is private to somebody else.",
    },
  );
}
