import type { Timings } from "./result-schemas.ts";

type Stage = Exclude<keyof Timings, "searchMs" | "totalMs">;

const inDatabase = ["prepareMs", "planMs", "vectorMs", "fulltextMs", "readMs"] as const;

/** Times the stages of one retrieval; `lap` books the time since the last one on a stage. */
export function stopwatch(now: () => number = () => performance.now()) {
  const spent = {
    guardMs: 0,
    embedMs: 0,
    prepareMs: 0,
    planMs: 0,
    vectorMs: 0,
    fulltextMs: 0,
    fuseMs: 0,
    readMs: 0,
    rerankMs: 0,
    cutMs: 0,
    countMs: 0,
  };
  let last = now();
  return {
    lap(stage: Stage): void {
      const at = now();
      spent[stage] += at - last;
      last = at;
    },
    timings(): Timings {
      return {
        ...spent,
        searchMs: inDatabase.reduce((sum, stage) => sum + spent[stage], 0),
        totalMs: Object.values(spent).reduce((sum, ms) => sum + ms, 0),
      };
    },
  };
}
