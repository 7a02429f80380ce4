import { userInfo } from "node:os";
import { readOptions } from "#lib/cli/read-options.ts";
import { runCommand } from "#lib/cli/run-command.ts";
import { withRole } from "#lib/db/with-role.ts";
import { recordScan } from "#lib/guardrail/request-scan.ts";
import { runScan } from "#lib/guardrail/run-scan.ts";
import { jsonOutput, textOutput } from "./guardrail-output.ts";

const usage = `Usage: pnpm guardrail:scan [options]
Searches everything stored for amounts of money and lists where they stand, never the amounts.
The exit code is 1 if an amount stands where none may.
  --all    also what is redacted whenever it is read, and amounts in documents without the pricing flag
  --json   the result as JSON on standard output`;

await runCommand({
  read: () => readOptions(usage, { all: { type: "boolean" }, json: { type: "boolean" } }),
  work: async (db, options) => {
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort());
    process.once("SIGTERM", () => stop.abort());
    const out = (options.json ? jsonOutput : textOutput)(process.stdout);
    const id = await withRole(db, "perazzi_console", (tx) =>
      recordScan(tx, `${userInfo().username} (command line)`),
    );
    const totals = await runScan(db, id, {
      signal: stop.signal,
      onPlaces: (places) => {
        for (const place of places) if (options.all || place.level === "leak") out.place(place);
      },
    });
    out.end(totals);
    if (totals.leak > 0) process.exitCode = 1;
  },
});
