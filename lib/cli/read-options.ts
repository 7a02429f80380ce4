import { type ParseArgsConfig, parseArgs } from "node:util";
import { AppError } from "#lib/errors/app-error.ts";

type Flags = NonNullable<ParseArgsConfig["options"]>;

/** A command's options; null after `--help`, which prints `usage`. Throws bad_request, with the usage, for unknown ones. */
export function readOptions<O extends Flags>(usage: string, options: O) {
  try {
    const args = process.argv.slice(2).filter((word) => word !== "--");
    if (!args.includes("--help")) return parseArgs({ args, options }).values;
    console.log(usage);
    return null;
  } catch (error) {
    throw new AppError(
      "bad_request",
      `${error instanceof Error ? error.message : String(error)}\n${usage}`,
    );
  }
}
