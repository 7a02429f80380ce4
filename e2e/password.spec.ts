import type { BrowserContext, Page } from "@playwright/test";
import { expect, expectAccessible, takenOver } from "./fixtures.ts";
import { test } from "./hosted-console.ts";
import { expired } from "./session-cookies.ts";

const first = "a first long phrase";
const next = "another long phrase";
const notAnswering = "The sign-in service did not answer. Try again in a moment.";

test.afterEach(async ({ hosted }) => {
  hosted.auth.fault = undefined;
});

const password = (page: Page) => page.getByLabel("New password");
/** What the page says went wrong; Next's own announcer is an alert as well, and empty. */
const alert = (page: Page) => page.getByRole("alert").filter({ hasText: /\w/ });
const overview = (page: Page) => page.getByRole("heading", { level: 1, name: "Overview" });

async function setPassword(page: Page, to: string): Promise<void> {
  await password(page).fill(to);
  await page.getByRole("button", { name: "Set password and sign in" }).click();
}

async function askForLink(page: Page, email: string): Promise<void> {
  await page.goto("/password/forgotten");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
}

async function signInByPassword(page: Page, email: string, phrase: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(phrase);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** The addresses that the back button leads through. */
async function visited(page: Page, context: BrowserContext): Promise<string[]> {
  const devtools = await context.newCDPSession(page);
  const { entries } = await devtools.send("Page.getNavigationHistory");
  return entries.map(({ url }) => url);
}

test("forgotten: the same words with and without an account; the link's code, a weak and the same password", async ({
  page,
  context,
  browser,
  hosted: { url, auth, addStaff },
}) => {
  const email = "ada@example.com";
  auth.account(email, first);
  await addStaff(email, "viewer");
  await page.goto("/login");
  await expect(page.getByRole("region", { name: /local/i })).toHaveCount(0);
  await page.getByRole("link", { name: "Forgotten password, or none yet?" }).click();
  await page.waitForURL("**/password/forgotten");
  await expectAccessible(page);
  await askForLink(page, "nobody@example.com");
  const said = await page.getByRole("status").filter({ hasText: "an e-mail" }).textContent();
  expect(auth.mails).toEqual([]);
  await askForLink(page, email);
  await expect(page.getByRole("status").filter({ hasText: "an e-mail" })).toHaveText(
    said?.replace("nobody@example.com", email) ?? "",
  );
  expect(auth.mails).toMatchObject([{ to: email, redirectTo: `${url}/password` }]);

  await page.goto(auth.mails[0]?.link ?? "");
  await expect(page).toHaveURL(/\/password\?code=/);
  await expectAccessible(page);
  await setPassword(page, "password1");
  await expect(alert(page)).toHaveText(/too weak/);
  await expect(password(page)).toHaveValue("password1");
  await expect(page).toHaveURL(`${url}/password`);
  // The link is used up, but what it gave outlives a reload.
  await page.reload();
  await setPassword(page, first);
  await expect(alert(page)).toHaveText("Choose another password than the old one.");
  await expect(password(page)).toHaveValue(first);
  await setPassword(page, next);
  await expect(overview(page)).toBeVisible();
  expect((await visited(page, context)).join("\n")).not.toMatch(/code|token/);

  const elsewhere = takenOver(await (await browser.newContext({ baseURL: url })).newPage());
  await signInByPassword(elsewhere, email, first);
  await expect(alert(elsewhere)).toHaveText("The e-mail address or the password is wrong.");
  await signInByPassword(elsewhere, email, next);
  await expect(overview(elsewhere)).toBeVisible();
  await elsewhere.context().close();
});

test("an invited person sets a first password, by Supabase's own link and by a token hash", async ({
  page,
  context,
  browser,
  hosted: { url, auth, addStaff },
}) => {
  auth.account("admin@example.com", first);
  await addStaff("admin@example.com", "admin");
  await signInByPassword(page, "admin@example.com", first);
  await expect(overview(page)).toBeVisible();
  const invite = async (email: string) => {
    await page.goto("/staff");
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Add to the staff list" }).click();
    await expect(page.getByText("an invitation is on its way")).toBeVisible();
    const mail = auth.mails.find(({ to }) => to === email);
    expect(mail?.redirectTo).toBe(`${url}/password`);
    return mail;
  };
  const byLink = await invite("ben@example.com");
  const byHash = await invite("cleo@example.com");

  for (const address of [
    byLink?.link ?? "",
    `${url}/password?token_hash=${byHash?.tokenHash}&type=invite`,
  ]) {
    const theirs = await browser.newContext({ baseURL: url });
    const invited = takenOver(await theirs.newPage());
    await invited.goto(address);
    await setPassword(invited, first);
    await expect(overview(invited)).toBeVisible();
    expect((await visited(invited, theirs)).join("\n")).not.toMatch(/code|token/);
    await theirs.close();
  }
  await context.clearCookies();
  await signInByPassword(page, "ben@example.com", first);
  await expect(overview(page)).toBeVisible();
});

test("a link that was used, is too old or comes from another browser says what to do", async ({
  page,
  context,
  browser,
  hosted: { url, auth, addStaff },
}) => {
  const email = "dan@example.com";
  auth.account(email, first);
  await addStaff(email, "viewer");
  const useless = /This link has expired.* Ask for a new one\.$/;
  const mailed = async () => {
    await askForLink(page, email);
    await expect(page.getByRole("status").filter({ hasText: "an e-mail" })).toBeVisible();
    const { link = "", tokenHash = "" } = auth.mails.findLast(({ to }) => to === email) ?? {};
    return { link, byHash: `/password?token_hash=${tokenHash}&type=recovery` };
  };

  const used = await mailed();
  await page.goto(used.byHash);
  await setPassword(page, next);
  await expect(overview(page)).toBeVisible();
  await context.clearCookies();
  await page.goto(used.byHash);
  await setPassword(page, first);
  await expect(alert(page)).toHaveText(useless);
  await expect(password(page)).toHaveValue(first);
  // Supabase itself refuses its own link, and the page says so at once.
  await page.goto(used.link);
  await expect(alert(page)).toHaveText(useless);
  await expect(password(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Ask for a new link" }).click();
  await page.waitForURL("**/password/forgotten");

  const other = await mailed();
  const elsewhere = takenOver(await (await browser.newContext({ baseURL: url })).newPage());
  await elsewhere.goto(other.link);
  await setPassword(elsewhere, first);
  await expect(alert(elsewhere)).toHaveText(useless);
  await elsewhere.goto("/password");
  await setPassword(elsewhere, first);
  await expect(alert(elsewhere)).toHaveText(/carries no link from an e-mail/);
  await elsewhere.context().close();

  const old = await mailed();
  await page.goto(old.link);
  auth.expireLinks();
  await setPassword(page, first);
  await expect(alert(page)).toHaveText(useless);
  await page.goto("/documents");
  await expect(page).toHaveURL(/\/login\?next=/);
});

test("an Auth server that fails, hangs or is away: it did not answer, and the same link works afterwards", async ({
  page,
  hosted: { auth, addStaff, said },
}) => {
  const email = "eve@example.com";
  auth.account(email, first);
  await addStaff(email, "viewer");
  auth.fault = "500";
  await askForLink(page, email);
  await expect(alert(page)).toHaveText(notAnswering);
  await expect(page.getByLabel("E-mail address")).toHaveValue(email);
  auth.fault = "hang";
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("button", { name: "Sending…" })).toBeVisible();
  await expect(alert(page)).toHaveText(notAnswering);
  expect(said()).toContain("the reset e-mail was not sent");
  auth.fault = undefined;
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("status").filter({ hasText: "an e-mail" })).toBeVisible();

  await page.goto(auth.mails.findLast(({ to }) => to === email)?.link ?? "");
  await auth.away();
  await setPassword(page, next);
  await expect(alert(page)).toHaveText(notAnswering);
  await expect(password(page)).toHaveValue(next);
  await auth.back();
  await setPassword(page, "password1");
  await expect(alert(page)).toHaveText(/too weak/);
  await auth.away();
  await setPassword(page, next);
  await expect(alert(page)).toHaveText(notAnswering);
  await expect(password(page)).toHaveValue(next);
  await auth.back();
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(overview(page)).toBeVisible();
});

test("whose hour is over while the Auth server is away is told so, and goes on once it is back", async ({
  page,
  context,
  hosted: { auth, addStaff },
}) => {
  const email = "fay@example.com";
  auth.account(email, first);
  await addStaff(email, "viewer");
  await signInByPassword(page, email, first);
  await expect(overview(page)).toBeVisible();
  const session = await context.cookies();
  await context.addCookies(
    expired(
      session.filter(({ name }) => name.startsWith("console-session")),
      {},
    ),
  );
  await auth.away();
  const answer = await page.request.get("/api/documents");
  expect(answer.status()).toBe(503);
  expect((await answer.json()).error.message).toContain("The sign-in service did not answer.");
  await auth.back();
  await page.goto("/documents");
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
});

test("a console whose key the Auth server does not take calls no password wrong, and promises no e-mail", async ({
  page,
  hosted: { auth, addStaff },
}) => {
  const email = "gus@example.com";
  auth.account(email, first);
  await addStaff(email, "viewer");
  const { publishable } = auth.keys;
  auth.keys.publishable = "sb_publishable_of_another_project";
  await signInByPassword(page, email, first);
  await expect(alert(page)).toContainText("does not know this console");
  await askForLink(page, email);
  await expect(alert(page)).toContainText("does not know this console");
  auth.keys.publishable = publishable;
  await signInByPassword(page, email, "another phrase than the first");
  await expect(alert(page)).toHaveText("The e-mail address or the password is wrong.");
  await signInByPassword(page, email, first);
  await expect(overview(page)).toBeVisible();
});
