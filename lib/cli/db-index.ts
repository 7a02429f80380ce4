import { parseArgs } from "node:util";
import { buildIndexes, defaultIndexKind, indexKinds, isIndexKind } from "#lib/db/build-indexes.ts";
import { closeDatabases, database } from "#lib/db/pool.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { ensureStack } from "#lib/local-stack/ensure-stack.ts";

const { values } = parseArgs({ options: { kind: { type: "string" } } });

if (values.kind !== undefined && !isIndexKind(values.kind)) {
  console.error(`--kind takes one of ${indexKinds.join(", ")}`);
  process.exitCode = 1;
} else {
  try {
    await ensureStack();
    const done = await buildIndexes(database(), values.kind ?? defaultIndexKind());
    for (const line of done) console.log(line);
  } catch (error) {
    console.error(toAppError(error).message);
    process.exitCode = 1;
  } finally {
    await closeDatabases();
  }
}
