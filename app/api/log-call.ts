import { after } from "next/server";
import type { LoggedCall } from "#lib/retrieve/log/logged-call.ts";
import { retrievalLog } from "#lib/retrieve/log/retrieval-log.ts";

/** Puts a call into the log behind the answer: the caller never waits for it. */
export function logCall(call: Omit<LoggedCall, "calls">): void {
  const log = retrievalLog();
  log.add({ ...call, calls: 1 });
  after(() => log.flush());
}
