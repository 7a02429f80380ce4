import { parseArgs } from "node:util";
import { buildIndexes, defaultIndexKind, indexKinds, isIndexKind } from "#lib/db/build-indexes.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { runCommand } from "./run-command.ts";

await runCommand({
  read: () => {
    const { values } = parseArgs({ options: { kind: { type: "string" } }, strict: false });
    const { kind = defaultIndexKind() } = values;
    if (typeof kind !== "string" || !isIndexKind(kind))
      throw new AppError("bad_request", `--kind takes one of ${indexKinds.join(", ")}`);
    return kind;
  },
  work: async (db, kind) => {
    for (const line of await buildIndexes(db, kind)) console.log(line);
  },
});
