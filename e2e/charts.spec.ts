import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import pg from "pg";
import { expect, expectAccessible, running, test } from "./fixtures.ts";

const who = "=charts@example.com";
const failing = "failing@example.com";
const reasons = ["The file is not there.", "The provider refused “its key”. "] as const;
const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
const day = daysAgo(3);

// On a busy machine one of them takes most of a minute.
test.describe.configure({ timeout: 150_000 });

/** Three runs of three days ago and one of today, with what the provider was asked for; three more that failed. */
test.beforeAll(async () => {
  const file = join(process.env.E2E_DATA_DIR ?? ".data", "stack.json");
  const { databaseUrl } = JSON.parse(readFileSync(file, "utf8"));
  const client = new pg.Client(databaseUrl);
  await client.connect();
  // A failed test begins a new process, which comes here again.
  await client.query("delete from console.runs where requested_by_label in ($1, $2)", [
    who,
    failing,
  ]);
  await client.query("delete from console.provider_calls where actor_label = $1", [who]);
  const ended = [
    `${day}T10:00:00Z`,
    `${day}T11:00:00Z`,
    `${day}T12:00:00Z`,
    new Date().toISOString(),
  ];
  for (const [at, moment] of ended.entries())
    await client.query(
      `insert into console.runs (kind, environment, requested_by_label, state, created_at, started_at, finished_at,
         documents_new, chunks_written, chunks_embedded, documents_scanned, tokens, error_message)
       values ('ingest', 'local', $1, $2, $3, $3, $3::timestamptz + interval '30 seconds', 2, 8, 8, 20, 900, $4)`,
      [
        who,
        at === 2 ? "failed" : "succeeded",
        moment,
        at === 2 ? "Tried in a browser test." : null,
      ],
    );
  await client.query(
    `insert into console.provider_calls (at, cause, actor_label, model, inputs, tokens, price_per_million, cost, outcome)
     values ($1, 'run', $2, 'm', 8, 1000000, 0.13, 0.13, 'answered'), ($1, 'lab', $2, 'm', 1, 20, 0.13, 0.0000026, 'answered')`,
    [new Date().toISOString(), who],
  );
  await client.query(
    `with run as (
       insert into console.runs (kind, environment, requested_by_label, state, started_at, finished_at, errors, error_message)
       select 'ingest', 'local', $1, case when n = 1 then 'succeeded with errors' else 'failed' end, now(), now(),
         case when n = 1 then 3 else 0 end, case when n > 1 then $3 end
       from generate_series(1, 3) n returning id, errors)
     insert into console.run_events (run_id, level, path, action, message)
     select id, 'error', n || '.md', 'fail', $2 from run, generate_series(1, 3) n where errors > 0`,
    [failing, ...reasons],
  );
  await client.end();
});

const rows = (page: Page) =>
  page.getByRole("region", { name: "Runs", exact: true }).locator("tbody tr");

/** The middle of one of so many bars. */
async function clickBar(chart: Locator, at: number, count: number): Promise<void> {
  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart is not on the page");
  const width = box.width - 48 - 8;
  await chart.click({ position: { x: 48 + (width * (at + 0.5)) / count, y: box.height / 2 } });
}

async function download(page: Page, click: () => Promise<void>): Promise<string[]> {
  const [file] = await Promise.all([page.waitForEvent("download"), click()]);
  return readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
}

test("filters hold for chart, table and file, and stand in the URL; a bar leads to its runs", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await page.goto("/runs");
  await running(page);
  await page.getByLabel("Asked by").selectOption({ label: who });
  await expect(page).toHaveURL(/who=%3Dcharts%40example.com/);
  await expect(rows(page)).toHaveCount(4);
  const legend = page.getByRole("list", { name: "Runs by outcome" });
  await expect(legend).toContainText("Succeeded 3");
  await expect(legend).toContainText("Failed 1");

  await clickBar(page.getByRole("img", { name: /^4 runs/ }), 26, 30);
  await expect(page).toHaveURL(new RegExp(`on=${day}`));
  await expect(rows(page)).toHaveCount(3);
  await expect(legend).toContainText("Succeeded 3");
  await page.getByRole("button", { name: "Export" }).click();
  const listed = await download(page, () => page.getByRole("menuitem", { name: /CSV/ }).click());
  expect(listed).toHaveLength(4);
  expect(listed[1]).toContain(`,'${who},`);

  await page.getByRole("link", { name: "All of the chart" }).click();
  await expect(rows(page)).toHaveCount(4);
  await page.getByRole("combobox", { name: "Outcome" }).selectOption("failed");
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/state=failed/);
  await page.getByRole("link", { name: "Failures" }).click();
  await expect(page.getByText("Tried in a browser test.").first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Outcome" })).toHaveValue("2");
  await expect(rows(page)).toHaveCount(1);
});

test("the keyboard alone shows a day's numbers and picks it; the table and the file have the same", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await page.goto(`/runs?who=${encodeURIComponent(who)}`);
  await running(page);
  const days = page.getByRole("slider", { name: "One day of the chart" });
  await days.focus();
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press("ArrowLeft");
  await expect(days).toHaveAttribute("aria-valuetext", /Failed 1, Succeeded 2, All 3/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`on=${day}`));
  await expect(rows(page)).toHaveCount(3);
  const file = await download(page, () =>
    page.getByRole("button", { name: /CSV.*: Runs by outcome/ }).click(),
  );
  expect(file[0]).toBe("Day (UTC),Succeeded,Failed,All drawn");
  expect(file[2]).toBe(`${day},2,1,3`);
  await page.getByRole("button", { name: /Show as table.*: Runs by outcome/ }).click();
  const numbers = page.getByRole("region", { name: "Runs by outcome: numbers" });
  await expect(numbers.getByRole("row").filter({ hasText: day })).toContainText("3");
  await expectAccessible(page);
});

test("a reason of failures leads to its runs, by its bar, by keyboard and from the table, on a phone too", async ({
  page,
  signIn,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn("Viewer");
  await page.goto(`/runs?view=failures&who=${failing}`);
  const chart = page.getByRole("img", { name: "2 reasons: 3 documents, 2 whole runs" });
  await expect(chart).toContainText("3 documents in 1 run");
  await expect(rows(page)).toHaveCount(3);
  const box = await chart.boundingBox();
  await chart.click({ position: { x: (box?.width ?? 0) / 2, y: 84 } });
  await expect(page).toHaveURL(/reason=The\+provider/);
  await expect(
    page.getByRole("heading", { name: /^Runs with the failure “The provider/ }),
  ).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Export" }).click();
  const listed = await download(page, () => page.getByRole("menuitem", { name: /CSV/ }).click());
  expect(listed).toHaveLength(3);
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("link", { name: "All of the chart" }).click();
  await expect(rows(page)).toHaveCount(3);

  const bars = page.getByRole("slider", { name: "One reason of the chart" });
  await bars.focus();
  await expect(bars).toHaveAttribute(
    "aria-valuetext",
    /^The file .+: Documents 3, In runs 1, Last/,
  );
  await page.keyboard.press("ArrowDown");
  await expect(bars).toHaveAttribute("aria-valuetext", /^The provider .+ Whole runs 2, In runs 2/);
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole("button", { name: /Show as table.*: Why/ }).click();
  const numbers = page.getByRole("region", { name: "Why documents and runs failed: numbers" });
  await numbers.getByRole("link", { name: reasons[0] }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/reason=The\+file/);
  await expect(rows(page)).toHaveCount(1);
  const file = await download(page, () => page.getByRole("button", { name: /CSV.*: Why/ }).click());
  expect(file[0]).toBe("Reason,Documents,Whole runs,Runs,Last");
  expect(file[1]).toMatch(/^The file is not there\.,3,0,1,/);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over).toBeLessThanOrEqual(0);
});

test("a filter that nothing fits says so and leads back", async ({ page, signIn }) => {
  await signIn("Viewer");
  await page.goto("/runs?who=nobody&from=2001-01-01&to=2001-02-01");
  await expect(page.getByText("No runs in this time.")).toBeVisible();
  await expect(page.getByText("No run fits this filter")).toBeVisible();
  await expect(page.getByLabel("From")).toHaveValue("2001-01-01");
  await page.getByRole("link", { name: /Show all runs/ }).click();
  await expect(rows(page).first()).toBeVisible();
});

test("costs are told apart by cause and by person; a bar narrows what they are made of", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await page.goto(`/costs?who=${encodeURIComponent(who)}`);
  await running(page);
  await expect(page.getByRole("list", { name: "Cost by cause" })).toContainText("Runs $0.13");
  const made = page.getByRole("region", { name: /What was bought/ }).locator("tbody tr");
  await expect(made).toHaveCount(2);
  await page.getByLabel("Told apart by").selectOption("who");
  await expect(page).toHaveURL(/by=who/);
  await expect(page.getByRole("list", { name: /Cost by person/ })).toContainText(who);
  await page.getByRole("slider").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`on=${daysAgo(29)}`));
  await expect(page.getByText("Nothing was bought in this time.").last()).toBeVisible();
  await page.getByRole("link", { name: "All of the chart" }).click();
  await made.getByRole("link", { name: "Runs" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Runs" })).toBeVisible();
  await expect(rows(page)).toHaveCount(4);
});

test("a bar of the corpus's growth leads to the runs of its days", async ({ page, signIn }) => {
  await signIn("Viewer");
  await page.goto("/growth?time=7d");
  await running(page);
  await page.getByRole("slider", { name: "One day of the chart" }).first().focus();
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/runs?time=7d&on=${day}`);
  await expect(rows(page).filter({ hasText: who })).toHaveCount(3);
});

test("each number of the overview is the one that its link finds", async ({ page, signIn }) => {
  await signIn("Viewer");
  const main = page.getByRole("main");
  for (const [name, address] of [
    [/^\d+ documents?$/, /\/documents\?embedding=embedded/],
    [/^\d+ chunks?$/, /\/chunks\?embedding=embedded/],
    [/^\d+ without$/, /summary\.empty=yes/],
  ] as const) {
    await page.goto("/");
    const link = main.getByRole("link", { name }).first();
    const count = (await link.textContent())?.match(/\d+/)?.[0];
    await link.click();
    await expect(page).toHaveURL(address);
    await expect(main.getByRole("navigation", { name: "Pages" })).toContainText(
      new RegExp(`(^|\\D)${count} `),
    );
  }
});
