import type { Metadata } from "next";
import { ModelsScreen } from "#components/models/models-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { database } from "#lib/db/pool.ts";
import { readModels } from "#lib/ingest/shadow/read-models.ts";

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage() {
  const staff = await requireStaff("settings.manage");
  return <ModelsScreen first={await readModels(database(), staff)} now={Date.now()} />;
}
