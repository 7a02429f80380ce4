import { env } from "#lib/env/env.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { startStack } from "./stack.ts";

/** The local stack as a process of its own: prints `ready`, tells its parent whether it is prepared, stops on SIGTERM or SIGINT. */
try {
  const stack = await startStack(env().dataDir, { onFatal: giveUp });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    stack.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // A supervisor that was killed cannot tell us to stop.
  process.on("disconnect", stop);
  process.stdout.write("ready\n");
  process.send?.({ prepared: stack.prepared });
} catch (error) {
  giveUp(error);
}

/** The database inside cannot be trusted after a failure of its own; what was acknowledged is on disk. */
function giveUp(error: unknown): void {
  const shown = toAppError(error);
  const text = shown.code === "internal" && error instanceof Error ? error.message : shown.message;
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
