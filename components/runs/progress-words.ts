import { hasEnded, type Run, type Timed, workedMs } from "#lib/ingest/runs-schemas.ts";
import { roughDuration } from "./rough-duration.ts";

type Paced = Timed & Pick<Run, "state" | "planned" | "inputsDone" | "inputsPerSecond">;

/** "12.4 chunks/s": lately while it runs, on the whole once it has ended; a dash where nothing was embedded. */
export function rateWords(run: Paced): string {
  const rate = hasEnded(run.state) ? overall(run) : run.inputsPerSecond;
  if (!rate) return "–";
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} chunks/s`;
}

function overall(run: Paced): number | null {
  const ms = workedMs(run, 0);
  return run.inputsDone > 0 && ms !== null ? run.inputsDone / Math.max(0.1, ms / 1000) : null;
}

/** How long yet, counted in chunks; a dash where it does not move or nobody knows. */
export function etaWords(run: Paced): string {
  if (run.state !== "running") return "–";
  const left = run.planned.inputs - run.inputsDone;
  if (left <= 0) return "seconds";
  return run.inputsPerSecond
    ? `about ${roughDuration(left / run.inputsPerSecond)}`
    : "not known yet";
}
