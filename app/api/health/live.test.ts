import { expect, test, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { GET } from "./route.ts";

test("is alive whatever becomes of the database", async () => {
  vi.stubEnv("DATABASE_URL", "no address at all");
  resetEnv();
  const live = await GET(new Request("http://localhost/api/health?live"));
  expect(live.status).toBe(200);
  expect(await live.json()).toEqual({ status: "live" });
  const ready = await GET(new Request("http://localhost/api/health"));
  expect(ready.status).toBe(503);
  expect(Object.keys((await ready.json()) as object).toSorted()).toEqual(
    ["auth", "database", "provider", "queue", "status", "worker"].toSorted(),
  );
});
