import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { readTestReport } from "#lib/cli/read-test-report.ts";
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
/** What went wrong, told again at the end: a long log is often kept by its last lines alone. */
const failures: string[] = [];
/** What passed only when it was tried again: no failure, but somebody has to find out why. */
const flaky: string[] = [];
let together: Suite[] = [];
for (const suite of suites) {
  together.push(suite);
  if (suite.besideNext) continue;
  const alone = together.length === 1;
  for (const ended of together.map((one) => ({ suite: one, ending: run(one, alone) })))
    await conclude(ended.suite, ended.ending, alone);
  together = [];
}
for (const late of flaky) process.stdout.write(`\n! at the second attempt: ${late}\n`);
for (const failure of failures) process.stdout.write(`\n✗ ${failure}\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
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
  const report = readTestReport(suite.report);
  // A runner that fails before it counts anything is still a failure, and so is an error outside of any test.
  const outside = code !== 0 && report.failures.length === 0;
  if (outside) failures.push(`${suite.name}: exit code ${code}\n${said.slice(-4_000)}`);
  failures.push(...report.failures.map((failure) => `${suite.name}: ${failure}`));
  const counts = suite.report ? report : { passed: code === 0 ? 1 : 0 };
  passed += counts.passed;
  failed += report.failures.length + (outside ? 1 : 0);
  flaky.push(...report.flaky.map((late) => `${suite.name}: ${late}`));
  const late = report.flaky.length ? `, ${report.flaky.length} at the second attempt` : "";
  process.stdout.write(
    `── ${suite.name}: ${counts.passed} passed, ${report.failures.length + (outside ? 1 : 0)} failed, ${seconds} s${late}\n`,
  );
}

function run({ command: [file = "", ...args], env }: Suite, alone: boolean): Promise<Ending> {
  const since = performance.now();
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: childEnvironment(env),
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part: string) => {
        said += part;
        if (alone) process.stdout.write(part);
      });
    const end = (code: number) =>
      resolve({ code, said, seconds: Math.round((performance.now() - since) / 1_000) });
    child.on("error", () => end(1));
    child.on("close", (code) => end(code ?? 1));
  });
}
