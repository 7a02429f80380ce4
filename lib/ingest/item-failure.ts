import { FlaggedMeanwhile } from "#lib/embed/flagged-meanwhile.ts";
import { BrokenCommit, toAppError } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";
import { failItem, replanItem } from "./finish-item.ts";
import { ChangedMeanwhile, LostLease } from "./item-lease.ts";
import type { RunSession } from "./run-session.ts";
import type { RunItem } from "./take-items.ts";

/** A lost database ends the work of this program: other documents would fare no better. */
export function isEnding(error: unknown): boolean {
  if (error instanceof BrokenCommit) return true;
  const shown = toAppError(error);
  return shown.code === "unavailable" && shown !== error;
}

/** Settles a document that was not written: planned anew, left to whom it belongs now, or failed with its reason. */
export async function failed(session: RunSession, item: RunItem, thrown: unknown): Promise<void> {
  if (isEnding(thrown)) throw thrown;
  try {
    if (thrown instanceof LostLease) return;
    const raced =
      thrown instanceof ChangedMeanwhile ||
      (thrown instanceof FlaggedMeanwhile && session.run.kind === "ingest");
    if (raced) return await replanItem(session, item);
    const error = toAppError(thrown);
    if (error.code === "internal")
      logger.error({ err: thrown }, "a document could not be ingested");
    await failItem(session, item, error.message);
  } catch (error) {
    if (!(error instanceof LostLease)) throw error;
  }
}
