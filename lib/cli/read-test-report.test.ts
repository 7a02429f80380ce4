import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTestReport } from "#lib/cli/read-test-report.ts";

const written = (report: unknown) => {
  const file = join(mkdtempSync(join(tmpdir(), "test-report-")), "report.json");
  writeFileSync(file, JSON.stringify(report));
  return file;
};

test("a report that no suite left is empty", () => {
  expect(readTestReport("no/such/report.json")).toEqual({ passed: 0, failures: [], flaky: [] });
});

test("of Vitest: what failed twice, what passed at the second attempt, and files that could not be loaded", () => {
  const { passed, failures, flaky } = readTestReport(
    written({
      numPassedTests: 3,
      testResults: [
        {
          name: "a.test.ts",
          status: "failed",
          message: "",
          assertionResults: [
            { status: "passed", fullName: "holds", failureMessages: [] },
            { status: "passed", fullName: "holds late", failureMessages: ["too early"] },
            { status: "failed", fullName: "breaks", failureMessages: ["expected 1 to be 2\n  at"] },
          ],
        },
        { name: "b.test.ts", status: "failed", message: "no such module", assertionResults: [] },
      ],
    }),
  );
  expect(passed).toBe(3);
  expect(failures).toEqual([
    "a.test.ts › breaks\nexpected 1 to be 2\n  at",
    "b.test.ts\nno such module",
  ]);
  expect(flaky).toEqual(["a.test.ts › holds late\ntoo early"]);
});

test("of Playwright: what failed twice, and what passed at the second attempt", () => {
  const spec = (line: number, status: string, message?: string) => ({
    file: "lab.spec.ts",
    line,
    title: `test ${line}`,
    tests: [{ status, results: [message ? { error: { message } } : {}] }],
  });
  const report = readTestReport(
    written({
      stats: { expected: 1, flaky: 1 },
      suites: [
        {
          specs: [spec(1, "expected")],
          suites: [{ specs: [spec(2, "flaky", "late"), spec(3, "unexpected", "never came")] }],
        },
      ],
    }),
  );
  expect(report).toEqual({
    passed: 2,
    failures: ["lab.spec.ts:3 › test 3\nnever came"],
    flaky: ["lab.spec.ts:2 › test 2\nlate"],
  });
});
