import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, by measured seconds: begun last, one of them keeps a single core busy while the others idle. */
const slow = [
  "lib/testing/crash/crash.db.test.ts",
  "lib/curate/bad-input.db.test.ts",
  "lib/embed/provider-faults.db.test.ts",
  "lib/worker/stop-worker.db.test.ts",
  "lib/worker/worker.db.test.ts",
  "lib/db/privileges.db.test.ts",
  "lib/ingest/canaries.db.test.ts",
];

/** The slow files first, then the large ones, as Vitest has them on a machine that never ran them. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = slow.findIndex((path) => moduleId.endsWith(path));
      return at < 0 ? slow.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
