import type { SavedConfiguration } from "#lib/evaluate/schemas.ts";
import type { Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { overridesProblem } from "./check-overrides.ts";
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

export type Known = {
  production: Configuration;
  saved: readonly SavedConfiguration[];
  k: number;
  /** What the saved question brings along, for lanes that may be changed and do not say otherwise. */
  question?: ConfigurationChanges | undefined;
  /** Names of frozen lanes, where they are known by now. */
  frozenName?: (id: string, index: number) => string | undefined;
};

/** What a lane's text in the address means; `k` over 0 is for every lane that does not set its own. */
export function resolveLane(text: string, known: Known): Lane {
  const token = parseLane(text);
  if (!token)
    return fixedLane("copy", known, {
      name: "unreadable",
      problem: "The address names a lane that makes no sense.",
    });
  const preset = presets.find(({ id }) => id === token.base);
  if (preset?.fixed)
    return fixedLane(preset.id, known, { name: preset.name, under: preset.changes });
  if (preset) return asWritten(token, known, preset.name, preset.changes);
  const [id = "", index] = token.base.split(".");
  if (index !== undefined) {
    const frozen = { id, index: Number(index) };
    const name = known.frozenName?.(id, frozen.index);
    return fixedLane(token.base, known, { name: name ? `${name}, frozen` : "frozen", frozen });
  }
  const saved = known.saved.find((one) => one.id === token.base);
  if (saved) return { ...asWritten(token, known, saved.name, saved.settings), saved };
  return fixedLane(token.base, known, {
    name: "gone",
    problem: "This configuration was removed, or it is private to somebody else.",
  });
}

/** A lane that may be changed, or the reason why what its address says cannot be. */
function asWritten(token: LaneToken, known: Known, name: string, under: ConfigurationChanges) {
  const problem = overridesProblem(token.overrides, known.production);
  return problem
    ? fixedLane(token.base, known, { name, under, problem })
    : adjustable(token, known, name, under);
}

function adjustable(
  token: LaneToken,
  { production, k, question = {} }: Known,
  name: string,
  under: ConfigurationChanges,
): Lane {
  const own = mergeChanges(under, k > 0 ? { k } : {});
  const base = mergeChanges(question, own);
  return {
    ...token,
    token: laneText(token),
    name,
    changes: mergeChanges(base, token.overrides),
    baseConfiguration: withChanges(production, base),
    fixed: false,
    unsaved: Object.keys(token.overrides).length > 0,
  };
}

type Fixed = Pick<Lane, "name" | "problem" | "frozen"> & { under?: ConfigurationChanges };

function fixedLane(base: string, known: Known, { name, under = {}, ...rest }: Fixed): Lane {
  const alone = { ...known, question: undefined };
  return { ...adjustable({ base, overrides: {} }, alone, name, under), fixed: true, ...rest };
}
