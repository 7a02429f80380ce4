import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { expect, test } from "vitest";
import { withRole } from "./with-role.ts";

const lost = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

class CutAtCommit extends DummyDriver {
  override async commitTransaction() {
    throw lost;
  }
}

const db = new Kysely<object>({
  dialect: {
    createDriver: () => new CutAtCommit(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (one) => new PostgresIntrospector(one),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

test("a connection that breaks during the commit is not said to have changed nothing", async () => {
  const saving = withRole(db, "perazzi_curate", async () => "saved");
  await expect(saving).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringMatching(/may have been saved/),
    cause: lost,
  });
});

test("before the commit, and where nothing is written, the failure stays what it is", async () => {
  const failing = withRole(db, "perazzi_curate", async () => Promise.reject(lost));
  await expect(failing).rejects.toBe(lost);
  await expect(withRole(db, "perazzi_read", async () => "read")).rejects.toBe(lost);
});
