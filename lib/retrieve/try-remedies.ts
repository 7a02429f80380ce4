import type { Remedy } from "./absence-schemas.ts";
import { type Attempt, deepened, deepest, opened } from "./remedies.ts";
import type { Configuration } from "./schemas.ts";

/** The chunk's place with a change; null: not in the answer, undefined: that cannot be asked. */
type Rank = (attempt: Attempt) => Promise<number | null | undefined>;

/**
 * What each attempt does. Where none brings the chunk in, then also the first of them that does with more
 * results, or without the threshold and the limit a document as well.
 */
export async function tryRemedies(
  attempts: readonly Attempt[],
  configuration: Pick<Configuration, "minCosine" | "perDocument">,
  rankWith: Rank,
): Promise<Remedy[]> {
  const tried: Remedy[] = [];
  for (const attempt of attempts) {
    const rank = await rankWith(attempt);
    if (rank !== undefined) tried.push(remedy(attempt, rank));
  }
  if (tried.some(({ rank }) => rank !== null)) return tried;
  const further = attempts.flatMap((attempt) => opened(attempt, configuration) ?? []);
  for (const attempt of [...attempts, ...further]) {
    const found = await reach(attempt, rankWith);
    if (found) return [...tried, found];
  }
  return tried;
}

/** With as few results and candidates as it takes. */
async function reach(attempt: Attempt, rankWith: Rank): Promise<Remedy | undefined> {
  const place = await rankWith(deepened(attempt, deepest));
  if (!place) return undefined;
  // Of fewer candidates another order may come, and the chunk may not be among them.
  for (const candidates of [place, deepest]) {
    const way = deepened(attempt, place, candidates);
    const rank = await rankWith(way);
    if (rank) return remedy(way, rank);
  }
  return undefined;
}

function remedy({ words, configuration }: Attempt, rank: number | null): Remedy {
  return { words, configuration, rank };
}
