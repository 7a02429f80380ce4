import type { Response } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

const question = "how do I find out what year my bicycle was made";

test("QA compares three lanes, sees why an expected chunk is missing, tries a boost, saves and shares", async ({
  page,
  signIn,
  context,
}) => {
  test.setTimeout(120_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn("QA");
  await page.goto("/retrieval");
  await page.getByLabel("Query").fill(question);
  await page.keyboard.press("Control+Enter");
  const lane = (name: string) => page.getByRole("region", { name: `Lane: ${name}` });
  for (const name of ["production", "exact, no rerank", "hybrid"])
    await expect(lane(name).getByRole("listitem").first()).toBeVisible();
  await expect(lane("exact, no rerank")).toContainText("differs: exact search, no rerank");

  // Why an expected chunk is missing: it is in no row of production, and the panel says where it fell out.
  await expect(lane("production").getByText("Handlebars-and-Forks.md")).toHaveCount(0);
  await page.getByRole("button", { name: "Why not this chunk?" }).click();
  await page.getByLabel("Document that is missed").fill("Handlebars-and-Forks");
  await page.getByRole("button", { name: /Handlebars-and-Forks/ }).click();
  await expect(page.getByText(/^It is (candidate|at place) \d+/)).toBeVisible();
  const filters = page.getByRole("region", { name: "Filters" });
  await expect(filters.getByRole("listitem").first()).toContainText("passes");
  await expect(page.getByRole("region", { name: "What would bring it in" })).toContainText(/rank/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  // A boost, in a lane that may be changed; it re-orders without a new search.
  await page.getByLabel("Add a lane").selectOption("copy");
  const copy = lane("copy of production");
  await expect(copy.getByRole("listitem").first()).toBeVisible();
  await copy.getByRole("button", { name: /Adjust|Settings/ }).click();
  await expect(copy).toHaveAttribute("aria-busy", "false");
  const rows = copy.getByRole("list").first();
  const before = await rows.textContent();
  const searches: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/retrieval/lanes")) searches.push(request.url());
  });
  await page.getByRole("slider", { name: "keyword, first" }).fill("0.4");
  await page.getByRole("slider", { name: "keyword, at most" }).fill("0.5");
  await expect(copy.getByText("unsaved")).toBeVisible();
  await expect.poll(() => rows.textContent()).not.toBe(before);
  expect(searches).toEqual([]);

  await page.getByRole("button", { name: "Save…", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Stronger boost");
  await dialog.getByRole("button", { name: /^Save/ }).click();
  const stronger = lane("Stronger boost");
  await expect(stronger.getByRole("listitem").first()).toBeVisible();
  const shown = await stronger.getByRole("list").first().textContent();

  // Somebody else opens the link and sees the same.
  await page.getByRole("button", { name: "Share" }).click();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  await context.clearCookies();
  await signIn("Viewer");
  await page.goto(address);
  await expect(stronger.getByRole("listitem").first()).toBeVisible();
  expect(await stronger.getByRole("list").first().textContent()).toBe(shown);
  await expect(page.getByLabel("Query")).toHaveValue(question);
});

test("the panels say how good the index is here, what the model gets, and which filter the assistant lacks", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  const lanes = "lane=production&lane=assistant&lane=hybrid";
  const asked = encodeURIComponent("what does a frame cost");
  await page.goto(`/retrieval?q=${asked}&${lanes}`);
  const production = page.getByRole("region", { name: "Lane: production" });
  await expect(production.getByRole("listitem").first()).toBeVisible();

  await page.getByRole("button", { name: "What the model would get" }).click();
  await expect(page.getByText(/in 12 chunks of the 12 asked for/)).toBeVisible();
  const total = await page
    .getByText(/^[\d,]+ tokens$/)
    .first()
    .textContent();
  expect(Number(total?.replace(/\D/g, ""))).toBeGreaterThan(100);

  await page.getByRole("button", { name: "How good is the index here?" }).click();
  await expect(page.getByText(/recall@12: 12 of the 12 chunks nearest/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Missed chunks" })).toContainText("None");
  await expectAccessible(page);

  // Price lists are served to whoever filters as the assistant does; production leaves them out.
  const disagreed = page.getByRole("list", { name: "Chunks they disagree about" });
  await expect(disagreed).toContainText("production leaves it out by its filter price lists");
});

test("QA measures the index over the whole corpus and sees what it misses", async ({
  page,
  signIn,
}) => {
  test.setTimeout(180_000);
  await signIn("Viewer");
  await page.goto("/retrieval/index-quality");
  await expect(page.getByText("QA and admins start a measure.")).toBeVisible();
  const refused = await page.request.post("/api/retrieval/index-measures", {
    headers: { origin: new URL(page.url()).origin },
    data: {},
  });
  expect(refused.status()).toBe(403);

  await page.context().clearCookies();
  await signIn("QA");
  await page.goto("/retrieval/index-quality");
  await page.getByRole("button", { name: "Measure the index" }).click();
  const table = page.getByRole("table");
  await expect(table.getByRole("row").nth(1)).toContainText("finished", { timeout: 120_000 });
  await table.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Measure of the index" })).toBeVisible();
  await expect(page.getByText("Mean recall")).toBeVisible();
  await expect(page.getByRole("list", { name: "Questions by recall" })).toContainText("100 %");
  await expectAccessible(page);
});

test("a question is saved with what it should bring, frozen, and found again", async ({
  page,
  signIn,
}) => {
  await signIn("QA");
  await page.goto(`/retrieval?q=${encodeURIComponent(question)}`);
  const production = page.getByRole("region", { name: "Lane: production" });
  await production.getByRole("listitem").first().getByRole("button").first().click();
  await page.getByRole("button", { name: "Expect it here" }).click();
  await page.getByRole("button", { name: "Save query…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save the query" });
  await dialog.getByLabel("Name").fill("Year of manufacture");
  await dialog.getByRole("button", { name: "Save the query" }).click();
  await expect(dialog).toBeHidden();
  await expect(production.getByText("1 of 1 expected")).toBeVisible();

  await page.getByRole("button", { name: "Freeze" }).click();
  await expect(page.getByText(/unchanged since/)).toBeVisible();
  await page.goto("/retrieval/frozen");
  await page.getByRole("list", { name: "Frozen results" }).getByRole("link").first().click();
  await page.waitForURL(/\/retrieval\?.*lane=/);
  await expect(page.getByText(/unchanged since/)).toBeVisible();

  await page.goto("/retrieval/queries");
  await page.getByRole("link", { name: "Year of manufacture" }).click();
  await expect(production.getByText("1 of 1 expected")).toBeVisible();
});

test("a question that no address can hold stands whole under the link of its frozen answer", async ({
  page,
  signIn,
}) => {
  await signIn("QA");
  const long = `${question} ${"And what was said of it before? ".repeat(60)}`.trim();
  await page.goto("/retrieval");
  const box = page.getByRole("textbox", { name: "Query" });
  const mode = page.getByLabel("Asked as");
  await mode.selectOption("owner");
  await box.fill(long);
  await box.press("Control+Enter");
  await page.getByRole("button", { name: "Freeze" }).click();
  await expect(page.getByText(/unchanged since/)).toBeVisible();
  await page.goto("/retrieval/frozen");
  await page.getByRole("list", { name: "Frozen results" }).getByRole("link").first().click();
  await page.waitForURL(/\/retrieval\?.*lane=/);
  await expect(page.getByText(/unchanged since/)).toBeVisible();
  await expect(box).toHaveValue(long);
  await expect(mode).toHaveValue("owner");
  await page.getByRole("button", { name: "More for hybrid, frozen" }).click();
  await page.getByRole("menuitem", { name: "Duplicate to adjust it" }).click();
  const copy = page.getByRole("region", { name: /^Lane: copy of production/ });
  await expect(copy).toContainText(/differs: .*hybrid/);
  await page.getByRole("button", { name: "Compare with now" }).click();
  const now = page.getByRole("region", { name: "Lane: production", exact: true });
  await expect(now.getByRole("listitem").first()).toBeVisible();
  await expect(box).toHaveValue(long);
  await box.fill("another question");
  await box.press("Control+Enter");
  await expect(page.getByText(/It answers another question/)).toBeVisible();
});

test("two lanes are run over pasted questions and over a set, the most changed first", async ({
  page,
  signIn,
  context,
}) => {
  await signIn("QA");
  await page.goto("/retrieval/compare");
  await page.getByRole("button", { name: "Run both lanes" }).click();
  await expect(page.getByText("Paste questions, one a line, or choose a set.")).toBeVisible();
  const questions = [
    "How long is the warranty?",
    "frame",
    question,
    "wheels",
    "who was Otto",
    "a b",
  ];
  await page.getByLabel("Questions, one a line").fill(questions.join("\n"));
  await page.getByRole("button", { name: "Run both lanes" }).click();
  await expect(page.getByText(/^6 of 6 questions asked/)).toBeVisible();
  const rows = page.getByRole("list", { name: "Questions by change" }).getByRole("listitem");
  await expect(rows).toHaveCount(6);
  const likeness = (await rows.allTextContents()).map((text) =>
    Number(/RBO (\d\.\d+)/.exec(text)?.[1]),
  );
  expect(likeness.every(Number.isFinite)).toBe(true);
  expect(likeness).toEqual(likeness.toSorted((a, b) => a - b));
  await expectAccessible(page);

  // What stands there is still the answer of the lane that was asked, whatever is chosen next.
  await page.getByLabel("Second lane").selectOption("production");
  const address = rows.first().getByRole("link");
  await expect(address).toHaveAttribute("href", /lane=production&lane=hybrid$/);
  await page.getByRole("button", { name: "Run both lanes" }).click();
  await expect(page.getByText(/6 answered the same by both, 0 changed/)).toBeVisible();

  // The saved query of the test before this one, with what it should bring.
  await page.getByLabel("Or a set").selectOption("none");
  await page.getByLabel("Second lane").selectOption("fulltext");
  await page.getByRole("button", { name: "Run both lanes" }).click();
  await expect(rows.first()).toContainText(/expected: \d → \d of 1/);
  const opened = context.waitForEvent("page");
  await rows.first().getByRole("link").click();
  const lab = await opened;
  const fulltext = lab.getByRole("region", { name: "Lane: full text alone" });
  await expect(fulltext).toContainText(/of 1 expected/);
  await lab.close();
  await expect(rows.first()).toBeVisible();
});

test("a lane with other boosts shows no row before it can put them in its own order", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  const requests: string[] = [];
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route("**/api/retrieval/lanes", async (route) => {
    const body = route.request().postData() ?? "";
    requests.push(body);
    if (body.includes('"candidates":true')) await released;
    await route.continue();
  });
  const address = `/retrieval?q=${encodeURIComponent(question)}&lane=production`;
  await page.goto(`${address}&lane=copy`);
  const lanes = page.getByRole("region", { name: /^Lane: / });
  await expect(lanes.first().getByRole("listitem")).toHaveCount(12);
  const copy = page.getByRole("region", { name: "Lane: copy of production" });
  await expect(copy.getByRole("listitem")).toHaveCount(12);
  // Both have the same settings, and so one question.
  expect(requests.map((body) => JSON.parse(body).lanes.length)).toEqual([1]);

  // What production found lies there, in production's order.
  await copy.getByRole("button", { name: /Adjust|Settings/ }).click();
  await page.getByRole("slider", { name: "keyword, first" }).fill("0.4");
  await expect(copy).toHaveAttribute("aria-busy", "true");
  await expect(copy.getByRole("listitem")).toHaveCount(0);
  release();
  await expect(copy.getByRole("listitem")).toHaveCount(12);
});

test("lanes are asked in one request, each is shown when it is found, and one that fails stands alone", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  const answers: Response[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/api/retrieval/lanes")) answers.push(response);
  });
  const wrong = encodeURIComponent('copy~{"k":0}');
  const lanes = ["production", "exact", "fulltext", wrong].map((lane) => `&lane=${lane}`).join("");
  await page.goto(`/retrieval?q=${encodeURIComponent(question)}${lanes}`);
  const shown = page.getByRole("region", { name: /^Lane: / });
  await expect(shown).toHaveCount(4);
  for (const at of [0, 1, 2])
    await expect(shown.nth(at).getByRole("listitem").first()).toBeVisible();
  await expect(shown.nth(3).getByRole("alert")).toBeVisible();
  expect(answers.map((one) => one.request().postDataJSON().lanes.length)).toEqual([4]);
  expect(answers[0]?.headers()["content-encoding"]).toBe("gzip");
});

test("a question that cannot be sent says so in each lane, and rows of before are not taken for its answer", async ({
  page,
  signIn,
  context,
}) => {
  await signIn("Viewer");
  await page.goto(`/retrieval?q=${encodeURIComponent(question)}&lane=production&lane=exact`);
  const lanes = page.getByRole("region", { name: /^Lane: / });
  const rows = (at: number) => lanes.nth(at).getByRole("listitem");
  const alert = (at: number) => lanes.nth(at).getByRole("alert");
  for (const at of [0, 1]) await expect(rows(at)).toHaveCount(12);

  await context.setOffline(true);
  await page.getByRole("button", { name: /^Ask/ }).click();
  for (const at of [0, 1]) {
    await expect(alert(at)).toContainText("Asking again did not work");
    await expect(alert(at)).toContainText("could not be reached");
    await expect(rows(at)).toHaveCount(12);
  }
  await context.setOffline(false);
  await alert(0).getByRole("button", { name: "Ask again" }).click();
  await expect(alert(0)).toHaveCount(0);
  await expect(alert(1)).toBeVisible();

  await context.setOffline(true);
  await page.getByLabel("Query").fill("wheels");
  await page.keyboard.press("Control+Enter");
  for (const at of [0, 1]) await expect(alert(at)).toContainText("could not be reached");
  await expect(page.getByText("Nothing is asked yet")).toHaveCount(0);
  await expectAccessible(page);
  await context.setOffline(false);
  for (const at of [0, 1]) await alert(at).getByRole("button", { name: "Ask again" }).click();
  for (const at of [0, 1]) await expect(rows(at).first()).toBeVisible();
});
