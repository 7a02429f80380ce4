import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { frozenAddress } from "#components/retrieval/frozen-address.ts";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { database } from "#lib/db/pool.ts";
import { readFrozen } from "#lib/evaluate/read-frozen.ts";
import { productionConfiguration } from "#lib/retrieve/configuration.ts";

type PageProps = { params: Promise<{ id: string }> };

/** The lasting link of frozen results: they are shown by the lab itself. */
export default async function FrozenPage({ params }: PageProps) {
  const staff = await requireStaff("read");
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const frozen = await readFrozen(database(), staff, id);
  if (!frozen) notFound();
  redirect(`/retrieval?${frozenAddress(frozen, productionConfiguration())}` as Route);
}
