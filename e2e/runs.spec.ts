import { expect, expectAccessible, running, takenOver, test } from "./fixtures.ts";

// Each waits for a worker more than once.
test.setTimeout(180_000);

test("a run by keyboard alone: planned, started, and its page told of it", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  await page.goto("/runs");
  await running(page);
  await page.getByRole("button", { name: "New run" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New run" });
  await expect(dialog.getByLabel("Kind of run")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: /Changes only/ }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: /Everything/ })).toBeChecked();
  await dialog.getByLabel("File or folder").fill("Brand");
  await page.keyboard.press("Enter");
  const start = dialog.getByRole("button", { name: /^Change \d+ documents$/ });
  await expect(start).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByText("asked for in full")).toBeVisible();
  await start.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("status").first()).toHaveText("succeeded", { timeout: 45_000 });
  await expect(page.getByText("path Brand")).toBeVisible();
});

test("a scope that matches nothing says so; a plan that is closed is thrown away", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  await page.goto("/runs");
  await running(page);
  const dialog = page.getByRole("dialog", { name: "New run" });
  await page.getByRole("button", { name: "New run" }).click();
  await dialog.getByLabel("File or folder").fill("no/such/folder");
  await dialog.getByRole("button", { name: "Make the plan" }).click();
  await expect(
    dialog.getByText("No document matches this scope. Nothing was started."),
  ).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole("button", { name: "Close" }).first().click();

  await page.getByRole("button", { name: "New run" }).click();
  await dialog.getByRole("radio", { name: /Everything/ }).check();
  await dialog.getByRole("button", { name: "Make the plan" }).click();
  await expect(dialog.getByRole("button", { name: /^Change \d+ documents$/ })).toBeVisible({
    timeout: 30_000,
  });
  await page.keyboard.press("Escape");
  await expect(page.getByText("The plan was thrown away. Nothing was started.")).toBeVisible();
  await page.goto("/runs?state=cancelled");
  await expect(page.locator("tbody").getByText("cancelled").first()).toBeVisible();
});

test("a run over a selection; another over the same documents is refused with the way to the first", async ({
  page,
  signIn,
  context,
}) => {
  await signIn("Admin");
  await page.goto("/documents?status=active");
  await running(page);
  await page.locator("tbody").getByRole("checkbox").first().click();
  const selection = page.getByRole("region", { name: "Selection" });
  await selection.getByRole("button", { name: "Re-embed…" }).click();
  const dialog = page.getByRole("dialog", { name: "New run" });
  await dialog.getByRole("radio", { name: /Everything anew/ }).check();
  await dialog.getByRole("button", { name: "Make the plan" }).click();
  await expect(dialog.getByRole("button", { name: /^Re-embed \d+ chunk/ })).toBeVisible({
    timeout: 30_000,
  });

  const other = takenOver(await context.newPage());
  await other.goto("/documents?status=active");
  await running(other);
  await other.locator("thead").getByRole("checkbox").click();
  await other
    .getByRole("region", { name: "Selection" })
    .getByRole("button", { name: "Re-ingest…" })
    .click();
  const second = other.getByRole("dialog", { name: "New run" });
  await second.getByRole("button", { name: "Make the plan" }).click();
  await second.getByRole("link", { name: "Open the run in the way" }).click();
  await expect(other).toHaveURL(/\/runs\//);
  // The one in the way waits on its own page too, and is started from there.
  await other.getByRole("button", { name: /^Re-embed \d+ chunk/ }).click();
  await expect(other.getByText("succeeded").first()).toBeVisible({ timeout: 45_000 });
  await other.close();
});

test("limits and prices are changed, and a large plan asks for its number", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  await page.goto("/runs");
  await running(page);
  const limits = page.getByRole("dialog", { name: "Limits and prices of runs" });
  const set = async (tokens: string) => {
    await page.getByRole("button", { name: "Limits and prices" }).click();
    await limits.getByLabel(/by typing their number/).fill(tokens);
    await expectAccessible(page);
    await limits.getByRole("button", { name: "Change limits and prices" }).click();
    await expect(limits).toBeHidden();
  };
  await set("10");
  await page.getByRole("button", { name: "New run" }).click();
  const dialog = page.getByRole("dialog", { name: "New run" });
  await dialog.getByLabel("Kind of run").selectOption("reembed");
  await dialog.getByRole("radio", { name: /Everything anew/ }).check();
  await dialog.getByLabel("File or folder").fill("Brand/Ethos.md");
  await dialog.getByRole("button", { name: "Make the plan" }).click();
  const typed = dialog.getByLabel(/^Type [\d,]+ to start this run$/);
  await expect(typed).toBeVisible({ timeout: 30_000 });
  const start = dialog.getByRole("button", { name: /^Re-embed \d+ chunk/ });
  await expect(start).toBeDisabled();
  const label = (await dialog.getByText(/^Type [\d,]+ to start/).textContent()) ?? "";
  await typed.fill("7");
  await expect(start).toBeDisabled();
  await typed.fill(/[\d,]+/.exec(label)?.[0] ?? "");
  await start.click();
  await expect(page.getByText("succeeded").first()).toBeVisible({ timeout: 45_000 });
  await page.goto("/runs");
  await running(page);
  await set("1000000");
});

test("a browser that sleeps for an hour and wakes shows the run as it is by then", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  const asked = await page.request.post("/api/runs", {
    data: { kind: "reembed", mode: "full", path: "Brand", approve: true },
    headers: { origin: new URL(page.url()).origin, "idempotency-key": crypto.randomUUID() },
  });
  const { id } = await asked.json();
  await page.clock.install();
  await page.goto(`/runs/${id}`);
  await expect(page.getByText("waiting for approval").first()).toBeVisible({ timeout: 30_000 });
  // Asleep: no timer fires and nothing is asked, while somebody else lets the run go on.
  await page.clock.pauseAt(Date.now() + 60_000);
  const origin = new URL(page.url()).origin;
  await page.request.post(`/api/runs/${id}/approve`, { data: {}, headers: { origin } });
  await expect
    .poll(async () => (await (await page.request.get(`/api/runs/${id}`)).json()).run.state, {
      timeout: 45_000,
    })
    .toBe("succeeded");
  await expect(page.getByText("waiting for approval").first()).toBeVisible();
  await page.clock.fastForward("01:00:00");
  await page.clock.resume();
  await expect(page.getByRole("status").first()).toHaveText("succeeded");
});

test("earlier lines of a log that cannot be read are told of, and read at the next press", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await page.goto("/runs");
  await page.locator("tbody a").first().click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/);
  let away = true;
  await page.route(/\/api\/runs\/[^/]+\/log/, async (route) => {
    const earlier = route.request().url().includes("before=");
    if (earlier && away)
      return route.fulfill({
        status: 503,
        json: { error: { code: "unavailable", message: "The database is away.", requestId: "1" } },
      });
    const response = await route.fetch();
    return route.fulfill({ response, json: { ...(await response.json()), more: !earlier } });
  });
  await page.getByRole("link", { name: "Log" }).click();
  const more = page.getByRole("button", { name: "Show earlier lines" });
  await more.click();
  await expect(page.getByText("The log could not be read: The database is away.")).toBeVisible();
  away = false;
  await more.click();
  await expect(more).toBeHidden();
  await expect(page.getByText("The log could not be read")).toBeHidden();
});
