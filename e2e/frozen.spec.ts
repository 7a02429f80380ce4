import { expect, test } from "./fixtures.ts";

const region = (name: string) => ["region", { name: `Lane: ${name}`, exact: true }] as const;

test("what was frozen for fewer results under a saved query's filters comes back so, and now beside it is asked alike", async ({
  page,
  signIn,
}) => {
  await signIn("QA");
  await page.goto("/retrieval");
  const question = "how is a frame brazed and painted";
  const kept = await page.request.post("/api/retrieval/queries", {
    headers: {
      origin: new URL(page.url()).origin,
      "idempotency-key": crypto.randomUUID(),
    },
    data: {
      name: "Only of the handbook",
      set: "Frozen",
      text: question,
      filters: { filters: [{ field: "category", is: "any", values: ["making-a-bicycle"] }] },
    },
  });
  expect(kept.status()).toBe(201);
  const { id } = await kept.json();

  const asked =
    "differs: hybrid: vectors and full text, top 5 instead of 12, category is making-a-bicycle";
  await page.goto(
    `/retrieval?q=${encodeURIComponent(question)}&saved=${id}&k=5&lane=hybrid&lane=production`,
  );
  await expect(page.getByRole(...region("hybrid"))).toContainText(asked);
  await page.getByRole("button", { name: "Freeze" }).click();
  await expect(page.getByText(/unchanged since/)).toBeVisible();

  await page.goto("/retrieval/frozen");
  await page.getByRole("list", { name: "Frozen results" }).getByRole("link").first().click();
  const frozen = page.getByRole(...region("hybrid, frozen"));
  await expect(frozen).toContainText(asked);
  await expect(page.getByLabel("Results")).toHaveValue("5");
  await page.getByRole("button", { name: "Compare with now" }).click();
  const now = page.getByRole(...region("hybrid"));
  await expect(now).toContainText(asked);
  await expect(now.getByRole("listitem")).toHaveCount(5);
  const shown = frozen.getByRole("listitem").locator("[data-lane-row]");
  await expect(shown).toHaveCount(5);
  await expect(now.locator("[data-lane-row]")).toHaveText(await shown.allTextContents());
  await expect(page.getByRole("button", { name: "Compare with now" })).toBeHidden();

  // Whoever looks at more results now is told so, and led back.
  await page.getByLabel("Results").selectOption("10");
  await page.getByLabel("Configuration of lane 2").selectOption("production");
  await expect(page.getByRole(...region("production"))).toContainText("top 10 instead of 12");
  await expect(frozen).toContainText("top 5 instead of 12");
  await page.getByRole("button", { name: "Compare with now" }).click();
  await expect(page.getByLabel("Results")).toHaveValue("5");

  // Others count the saved queries.
  const { version } = await (await page.request.get(`/api/retrieval/queries/${id}`)).json();
  const removed = await page.request.delete(`/api/retrieval/queries/${id}`, {
    headers: { origin: new URL(page.url()).origin, "if-match": `"${version}"` },
    data: {},
  });
  expect(removed.ok(), await removed.text()).toBe(true);
});

test("beside a frozen lane that is not there, a lane that was asked nothing says so and waits for a question", async ({
  page,
  signIn,
}) => {
  await signIn("QA");
  const gone = "00000000-0000-4000-8000-00000000dead";
  await page.goto(`/retrieval?lane=${gone}.0&lane=production&panel=model&at=1`);
  await expect(page.getByRole(...region("frozen"))).toContainText("Nothing was frozen under this");
  const production = page.getByRole(...region("production"));
  await expect(production).toContainText("Nothing is asked yet");
  await expect(production).toHaveAttribute("aria-busy", "false");
  await expect(page.getByRole("complementary")).toContainText("Type a question above first.");
  await expect(page.getByRole("button", { name: "Freeze" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Save query…" })).toBeDisabled();
  await page.getByLabel("Query").fill("frame");
  await page.keyboard.press("Control+Enter");
  await expect(production.getByRole("listitem").first()).toBeVisible();
  await expect(page.getByRole("complementary")).toContainText(/tokens/);
});

test("by keyboard alone the focus is never lost: panels, dialogs, lanes that come and go, Freeze", async ({
  page,
  signIn,
}) => {
  await signIn("QA");
  const asked = encodeURIComponent("how is a frame brazed");
  await page.goto(`/retrieval?q=${asked}&lane=production&lane=hybrid&lane=copy`);
  const { keyboard } = page;
  const rows = page.getByRole(...region("copy of production")).locator("[data-lane-row]");
  await expect(rows.first()).toBeVisible();
  const press = async (name: string) => {
    await page.getByRole("button", { name, exact: true }).focus();
    await keyboard.press("Enter");
  };
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  await press("Adjust copy of production");
  await expect(page.getByRole("region", { name: "Settings of copy of production" })).toBeFocused();
  await expect(button("Save…")).toBeVisible();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await keyboard.press("Escape");
  await expect(button("Save…")).toBeFocused();
  await keyboard.press("Escape");
  await expect(button("Adjust copy of production")).toBeFocused();

  await press("Why not this chunk?");
  await expect(page.getByRole("region", { name: "Why not this chunk?" })).toBeFocused();
  const missed = page.getByLabel("Document that is missed");
  await missed.fill("Handlebars-and-Forks");
  await expect(page.getByRole("button", { name: /Handlebars-and-Forks/ })).toBeVisible();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(missed).toBeFocused();
  await keyboard.press("Escape");
  await expect(button("Why not this chunk?")).toBeFocused();

  await rows.first().focus();
  await keyboard.press("Enter");
  await button("Close the panel").focus();
  await keyboard.press("Enter");
  await expect(rows.first()).toBeFocused();

  const add = page.getByLabel("Add a lane");
  await add.focus();
  await add.selectOption("fulltext");
  await expect(page.getByRole(...region("full text alone"))).toBeVisible();
  await expect(add).toBeFocused();
  await press("More for hybrid");
  await page.getByRole("menuitem", { name: "Remove the lane" }).focus();
  await keyboard.press("Enter");
  await expect(page.getByRole(...region("hybrid"))).toBeHidden();
  await expect(page.getByLabel("Configuration of lane 2")).toBeFocused();

  await press("Freeze");
  await expect(page.getByText(/unchanged since/)).toBeVisible();
  await expect(button("Freeze")).toBeFocused();
  await press("Compare with now");
  await expect(page.getByRole(...region("production"))).toBeVisible();
  await expect(page.getByLabel("Configuration of lane 2")).toBeFocused();
  await press("Save query…");
  await expect(page.getByRole("dialog")).toBeVisible();
  await keyboard.press("Escape");
  await expect(button("Save query…")).toBeFocused();
});
