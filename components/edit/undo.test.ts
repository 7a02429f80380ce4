import { afterEach, expect, test, vi } from "vitest";
import { toast } from "#components/ui/toast.ts";
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
  expect(await asked({ subjectId: "d", field: "title", reason: "why" })).toEqual({
    rest: false,
    subjectId: "d",
    field: "title",
    reason: "why",
  });
});

const refused = (status: number, error: object) => async () =>
  Response.json({ error: { message: "No.", ...error } }, { status });

test("the rest is undone of that row alone", async () => {
  const answers = vi.fn(refused(409, { code: "conflict", details: { free: 1 } }));
  vi.stubGlobal("fetch", answers);
  const shown = vi.spyOn(toast, "error").mockImplementation(() => "");
  await undo("s", () => undefined, { subjectId: "d" });
  shown.mock.calls[0]?.[1]?.action?.onClick();
  await vi.waitFor(() => expect(answers).toHaveBeenCalledTimes(2));
  const [, init] = answers.mock.calls[1] as unknown as [string, RequestInit];
  expect(JSON.parse(String(init.body))).toEqual({ rest: true, subjectId: "d" });
});

test("where a reason is asked for, the page asks, with what the guardrail scan found", async () => {
  const guardrail = { scanned: 1, notScanned: 0, suspects: [], suspectCount: 0 };
  vi.stubGlobal(
    "fetch",
    refused(422, { code: "invalid", fields: { reason: "Say why." }, details: { guardrail } }),
  );
  const asked = vi.fn();
  await undo("s", () => undefined, { subjectId: "d" }, asked);
  expect(asked).toHaveBeenCalledWith({ guardrail });
});

async function said(state: string, part?: Parameters<typeof undo>[2]): Promise<string> {
  const told = vi.fn();
  vi.spyOn(toast, "success").mockImplementation(told);
  vi.spyOn(toast, "message").mockImplementation(told);
  vi.stubGlobal("fetch", async () => Response.json({ id: "u", state }));
  await undo("s", () => undefined, part);
  return told.mock.calls.map(([text]) => String(text)).join();
}

test("it says of every row that it is given back only where that is so", async () => {
  expect(await said("applied")).toBe("Undone. Every row has its earlier values back.");
  const rest = await said("applied", { rest: true });
  expect(rest).not.toContain("Every row");
  expect(rest).toContain("changed since");
  expect(await said("applied", { rest: true, subjectId: "d" })).toContain("changed since");
  const going = await said("applying");
  expect(going).not.toContain("Undone");
  expect(going).toContain("background");
});
