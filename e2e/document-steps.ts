import { expect, type Page } from "@playwright/test";
import { running } from "./fixtures.ts";

type Shown = {
  id: string;
  version: number;
  title: string;
  summary: string | null;
  approver: string | null;
  visibility: string;
};

/** The document of a path, as the table's API shows it at this moment. */
export async function documentAt(page: Page, path: string): Promise<Shown> {
  const address = `/api/documents?q=${encodeURIComponent(path)}`;
  const answer = await page.request.get(new URL(address, page.url()).href);
  const { items } = (await answer.json()) as { items: (Shown & { path: string })[] };
  const found = items.find((item) => item.path === path);
  if (!found) throw new Error(`no document at ${path}`);
  return found;
}

/** Changes a document through the API, as the person who is signed in; again where a run was faster. */
export async function changeDocument(page: Page, path: string, changes: object, reason?: string) {
  const { id } = await documentAt(page, path);
  await expect(async () => {
    const { version } = await documentAt(page, path);
    const answer = await page.request.patch(new URL(`/api/documents/${id}`, page.url()).href, {
      headers: { origin: new URL(page.url()).origin, "if-match": `"${version}"` },
      data: { changes, ...(reason ? { reason } : {}) },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  }).toPass({ timeout: 30_000 });
  return id;
}

/** Opens a document's page and its form. */
export async function openForm(page: Page, id: string) {
  await page.goto(`/documents/${id}`);
  await running(page);
  await page.getByRole("button", { name: "Edit" }).first().click();
  const form = page.getByRole("dialog", { name: /Edit document/ });
  await expect(form.getByLabel("Title")).toBeVisible();
  return form;
}
