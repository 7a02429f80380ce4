import type { FrozenResults } from "#lib/evaluate/schemas.ts";
import { mostLanes } from "#lib/retrieve/defaults.ts";
import { askAsFrozen, frozenK } from "./ask-as-frozen.ts";
import type { Known } from "./resolve-lane.ts";

/**
 * The lanes and the top-k that put today's answer of the first frozen lane beside it, asked as it was then;
 * undefined where it stands there already.
 */
export function compareWithNow(
  { id, lanes: frozen }: Pick<FrozenResults, "id" | "lanes">,
  lanes: readonly string[],
  known: Known,
): { lane: string[]; k: number } | undefined {
  const [first] = frozen;
  if (!first) return undefined;
  const k = frozenK(frozen, known.production);
  const token = askAsFrozen(first, { ...known, k });
  if (lanes.includes(token)) return k === known.k ? undefined : { lane: [...lanes], k };
  const kept = lanes.slice(0, mostLanes - 1);
  const after = kept.lastIndexOf(`${id}.0`) + 1;
  return { lane: kept.toSpliced(after, 0, token), k };
}
