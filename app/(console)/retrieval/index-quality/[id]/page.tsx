import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { MeasureScreen } from "#components/index-quality/measure-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { database } from "#lib/db/pool.ts";
import { readMeasure } from "#lib/evaluate/index-quality/read-measure.ts";

export const metadata: Metadata = { title: "Measure of the index" };

type PageProps = { params: Promise<{ id: string }> };

export default async function MeasurePage({ params }: PageProps) {
  const staff = await requireStaff("read");
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const first = await readMeasure(database(), staff, id);
  if (!first) notFound();
  return <MeasureScreen first={first} now={Date.now()} />;
}
