import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { childEnvironment } from "#lib/env/env.ts";

/** One suite: a command, and where it leaves its counts (none: the command is one test by itself). */
type Suite = {
  name: string;
  command: string[];
  report?: string;
  env?: Record<string, string>;
  /** Runs beside the next one; what both say comes when they end. */
  besideNext?: true;
};

type Ending = { code: number; said: string; seconds: number };

const results = "test-results";
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const bin = (name: string) => `node_modules/.bin/${name}`;

const suites: Suite[] = [
  {
    name: "lint",
    command: [bin("biome"), "check", "--error-on-warnings", "."],
    besideNext: true,
  },
  { name: "route types", command: [bin("next"), "typegen"] },
  { name: "types", command: [bin("tsc"), "--noEmit"], besideNext: true },
  { name: "dead code", command: [bin("knip")] },
  vitest("unit", "unit"),
  vitest("database (local stack)", "db", { TEST_DATABASE_URL: "" }),
  ...(childEnvironment().TEST_DATABASE_URL ? [vitest("database (real server)", "db")] : []),
  { name: "build", command: [bin("next"), "build"] },
  { name: "browser", command: [bin("playwright"), "test"], report: `${results}/e2e.json` },
];

let passed = 0;
let failed = 0;
let together: Suite[] = [];
for (const suite of suites) {
  together.push(suite);
  if (suite.besideNext) continue;
  const alone = together.length === 1;
  for (const ended of together.map((one) => ({ suite: one, ending: run(one, alone) })))
    await conclude(ended.suite, ended.ending, alone);
  together = [];
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function vitest(name: string, project: string, env: Record<string, string> = {}): Suite {
  const report = `${results}/${name.replace(/\W+/g, "-")}.json`;
  const command = [
    bin("vitest"),
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  return { name, command, report, env };
}

async function conclude(suite: Suite, ending: Promise<Ending>, alone: boolean): Promise<void> {
  if (alone) process.stdout.write(`\n── ${suite.name}\n`);
  const { code, said, seconds } = await ending;
  if (!alone) process.stdout.write(`\n── ${suite.name}\n${said}`);
  const counts = suite.report ? readCounts(suite.report) : { passed: 0, failed: 0, flaky: 0 };
  // A runner that fails before it counts anything is still a failure.
  if (!suite.report && code === 0) counts.passed = 1;
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  passed += counts.passed;
  failed += counts.failed;
  const flaky = counts.flaky ? ` (${counts.flaky} of them at the second attempt)` : "";
  process.stdout.write(
    `── ${suite.name}: ${counts.passed} passed${flaky}, ${counts.failed} failed, ${seconds} s\n`,
  );
}

function run({ command: [file = "", ...args], env }: Suite, alone: boolean): Promise<Ending> {
  const since = performance.now();
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      stdio: alone ? "inherit" : ["ignore", "pipe", "pipe"],
      env: childEnvironment(env),
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (part) => (said += part));
    const end = (code: number) =>
      resolve({ code, said, seconds: Math.round((performance.now() - since) / 1_000) });
    child.on("error", () => end(1));
    child.on("close", (code) => end(code ?? 1));
  });
}

/** Counts of a Vitest or Playwright JSON report. */
function readCounts(file: string): { passed: number; failed: number; flaky: number } {
  if (!existsSync(file)) return { passed: 0, failed: 0, flaky: 0 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  if (report.stats)
    return {
      passed: report.stats.expected + report.stats.flaky,
      failed: report.stats.unexpected,
      flaky: report.stats.flaky,
    };
  const broken = report.testResults.filter(
    (one: { status: string; assertionResults: unknown[] }) =>
      one.status === "failed" && one.assertionResults.length === 0,
  ).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, flaky: 0 };
}
