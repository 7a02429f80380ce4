import { database } from "#lib/db/pool.ts";
import { logger } from "#lib/logger/logger.ts";
import { CallBuffer } from "./call-buffer.ts";
import { writeCalls } from "./write-calls.ts";

let buffer: CallBuffer | undefined;

/** This process's one way to the retrieval log: add a call, and flush after the answer. */
export function retrievalLog(): CallBuffer {
  buffer ??= new CallBuffer({
    write: (calls, dropped) => writeCalls(database(), calls, dropped),
    onFailure: (error, lost) => logger.warn({ err: error, lost }, "retrievals were not logged"),
  });
  return buffer;
}
