import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChangeSetScreen } from "#components/changes/change-set-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { changeSetPageSchema, changeSetParamsSchema } from "#lib/corpus/change-schemas.ts";
import { readChangeSet } from "#lib/curate/read-change-set.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Change" };

type PageProps = { params: Promise<{ id: string }>; searchParams: Promise<RawSearchParams> };

export default async function ChangePage({ params, searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const parsed = changeSetParamsSchema.safeParse(await params);
  if (!parsed.success) notFound();
  const { state } = parseSearchParams(changeSetPageSchema, await searchParams);
  const set = await readChangeSet(database(), parsed.data.id, state, staff).catch((error) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return <ChangeSetScreen set={set} outcome={state.outcome} />;
}
