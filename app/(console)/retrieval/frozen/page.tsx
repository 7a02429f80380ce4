import type { Metadata } from "next";
import { FrozenScreen } from "#components/retrieval/frozen-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { database } from "#lib/db/pool.ts";
import { listFrozen } from "#lib/evaluate/list-frozen.ts";

export const metadata: Metadata = { title: "Frozen results" };

export default async function FrozenListPage() {
  const staff = await requireStaff("read");
  return <FrozenScreen rows={await listFrozen(database(), staff)} />;
}
