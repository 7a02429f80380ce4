import { afterEach, expect, test, vi } from "vitest";
import { undo } from "./undo.ts";

afterEach(() => vi.unstubAllGlobals());

async function asked(part?: Parameters<typeof undo>[2]): Promise<unknown> {
  const answers = vi.fn(async () => Response.json({ id: "u", state: "applied" }));
  vi.stubGlobal("fetch", answers);
  await undo("s", () => undefined, part);
  const [, init] = answers.mock.calls[0] as unknown as [string, RequestInit];
  return JSON.parse(String(init.body));
}

test("from a row's history only that row is given back, of a change set all of them", async () => {
  expect(await asked({ subjectId: "d" })).toEqual({ rest: false, subjectId: "d" });
  expect(await asked()).toEqual({ rest: false });
});
