import { existsSync, readFileSync } from "node:fs";

/** What a suite of tests left: how many passed, and by name what failed or passed only when tried again. */
export type TestReport = { passed: number; failures: string[]; flaky: string[] };

type VitestReport = {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[];
  }[];
};

type PlaywrightSpec = {
  file: string;
  line: number;
  title: string;
  tests: { status: string; results: { error?: { message?: string } }[] }[];
};
type PlaywrightSuite = { specs?: PlaywrightSpec[]; suites?: PlaywrightSuite[] };
type PlaywrightReport = PlaywrightSuite & { stats: { expected: number; flaky: number } };

/** Reads a JSON report of Vitest or Playwright; no file, or none that was left, is an empty report. */
export function readTestReport(file: string | undefined): TestReport {
  if (!file || !existsSync(file)) return { passed: 0, failures: [], flaky: [] };
  const report = JSON.parse(readFileSync(file, "utf8")) as VitestReport | PlaywrightReport;
  return "stats" in report ? ofPlaywright(report) : ofVitest(report);
}

function ofVitest(report: VitestReport): TestReport {
  const failures = report.testResults.flatMap((file) => {
    const failed = file.assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => told(`${file.name} › ${test.fullName}`, test.failureMessages?.[0]));
    // A file that could not be loaded has no tests to fail.
    return failed.length || file.status !== "failed" ? failed : [told(file.name, file.message)];
  });
  // A passed test with a message failed once before.
  const flaky = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === "passed" && test.failureMessages?.length)
      .map((test) => told(`${file.name} › ${test.fullName}`, test.failureMessages?.[0])),
  );
  return { passed: report.numPassedTests, failures, flaky };
}

function ofPlaywright(report: PlaywrightReport): TestReport {
  const tests = specsOf(report).flatMap((spec) =>
    spec.tests.map((test) => ({ ...test, name: `${spec.file}:${spec.line} › ${spec.title}` })),
  );
  return {
    passed: report.stats.expected + report.stats.flaky,
    failures: tests
      .filter((test) => test.status === "unexpected")
      .map((test) => told(test.name, test.results[0]?.error?.message)),
    flaky: tests
      .filter((test) => test.status === "flaky")
      .map((test) => told(test.name, test.results[0]?.error?.message)),
  };
}

function specsOf(suite: PlaywrightSuite): PlaywrightSpec[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

const told = (name: string, message = "") =>
  `${name}\n${message.split("\n").slice(0, 20).join("\n")}`;
