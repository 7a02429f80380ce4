import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { RunScreen } from "#components/runs/run-screen.tsx";
import { runTabs } from "#components/runs/run-tab.ts";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { readProgress } from "#lib/ingest/read-progress.ts";

export const metadata: Metadata = { title: "Run" };

const stateSchema = z.object({ tab: z.enum(runTabs).catch("documents") });

export default async function RunPage({ params, searchParams }: PageProps<"/runs/[id]">) {
  const staff = await requireStaff("read");
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const { tab } = stateSchema.parse(await searchParams);
  const first = await readProgress(database(), viewerOf(staff), id.data).catch(orNotFound);
  return <RunScreen first={first} tab={tab} canStart={can(staff.role, "runs.start")} />;
}

function orNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === "not_found") notFound();
  throw error;
}
