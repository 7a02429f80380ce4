import type { Route } from "next";
import { redirect } from "next/navigation";
import type { z } from "zod";
import type { Staff } from "#lib/auth/schemas.ts";
import { readScreenSetup } from "#lib/corpus/read-screen-setup.ts";
import type { Screen } from "#lib/corpus/table-schemas.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";
import type { RowPage } from "#lib/url/table-answers.ts";

type Paged = { after?: string | undefined; before?: string | undefined };

type Input<S extends z.ZodObject, Row> = {
  screen: Screen;
  schema: S;
  raw: RawSearchParams;
  staff: Staff;
  read: (state: z.output<S>) => Promise<RowPage<Row>>;
};

/**
 * What a table's page begins with: its rows, the person's arrangement and views, and what made no sense in the
 * address. A bare address leads to the view that the person begins with.
 */
export async function firstRows<S extends z.ZodObject, Row>({
  screen,
  schema,
  raw,
  staff,
  read,
}: Input<S, Row>) {
  const { state, ignored } = parseSearchParams(schema, raw);
  const bare = Object.keys(raw).length === 0;
  const setup = readScreenSetup(database(), screen, staff);
  if (bare) {
    const { views, defaultView } = await setup;
    const view = views.find(({ id }) => id === defaultView);
    if (view) redirect(`/${screen}?${view.query}${view.query ? "&" : ""}view=${view.id}` as Route);
  }
  const [page, found] = await Promise.all([readPage(state, read, ignored), setup]);
  return { first: { query: rowsText(raw, ignored), page }, setup: found, ignored };
}

/** A cursor that does not belong here is one more thing that makes no sense: the first page stands for it. */
export async function readPage<State, Page>(
  state: State,
  read: (state: State) => Promise<Page>,
  ignored: string[],
): Promise<Page> {
  try {
    return await read(state);
  } catch (error) {
    const { after, before } = state as Paged;
    if (!(error instanceof AppError && error.code === "invalid") || (!after && !before))
      throw error;
    ignored.push(after ? "after" : "before");
    return read({ ...state, after: undefined, before: undefined });
  }
}

/** The address as the browser names its rows: see components/data-table/use-url-state.ts. */
function rowsText(raw: RawSearchParams, ignored: string[]): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(raw))
    if (key !== "open" && key !== "view" && !ignored.includes(key))
      for (const one of [value ?? []].flat()) params.append(key, one);
  params.sort();
  return params.toString();
}
