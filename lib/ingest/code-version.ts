import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const home = join(import.meta.dirname, "../..");
let known: string | undefined;

/** What runs here, such as `0.1.0 (e0a0eaa)`: the package's version, and its commit where git knows one. */
export function codeVersion(): string {
  known ??= `${packageVersion()}${commit()}`;
  return known;
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  return String(version);
}

function commit(): string {
  try {
    const found = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      cwd: home,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return ` (${found.trim()})`;
  } catch {
    return "";
  }
}
