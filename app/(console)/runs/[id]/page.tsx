import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { RunScreen } from "#components/runs/run-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { readRun } from "#lib/ingest/read-run.ts";
import { readWorkers } from "#lib/jobs/read-workers.ts";

export const metadata: Metadata = { title: "Run" };

export default async function RunPage({ params }: PageProps<"/runs/[id]">) {
  const staff = await requireStaff("read");
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const db = database();
  const [run, workers] = await Promise.all([
    readRun(db, id.data, { seesRestricted: staff.role === "admin" }).catch(orNotFound),
    readWorkers(db),
  ]);
  return <RunScreen first={{ ...run, workers }} now={Date.now()} />;
}

function orNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === "not_found") notFound();
  throw error;
}
