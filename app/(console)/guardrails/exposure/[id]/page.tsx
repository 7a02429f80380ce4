import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ExposureScreen } from "#components/guardrails/exposure-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { exposureSearchSchema } from "#lib/guardrail/exposure-schemas.ts";
import { readExposure } from "#lib/guardrail/read-exposure.ts";

export const metadata: Metadata = { title: "Exposure" };

export default async function ExposurePage({
  params,
  searchParams,
}: PageProps<"/guardrails/exposure/[id]">) {
  const staff = await requireStaff("read");
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const { since } = exposureSearchSchema.parse(await searchParams);
  const exposure = await readExposure(database(), viewerOf(staff), id, since).catch(
    (error: unknown) => {
      if (toAppError(error).code === "not_found") notFound();
      throw error;
    },
  );
  return <ExposureScreen exposure={exposure} now={Date.now()} />;
}
