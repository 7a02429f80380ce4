import type { Metadata } from "next";
import { GuardrailsScreen } from "#components/guardrails/guardrails-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { readGuardrails } from "#lib/guardrail/read-scan.ts";
import { guardrailsSearchSchema } from "#lib/guardrail/scan-request-schemas.ts";

export const metadata: Metadata = { title: "Guardrails" };

export default async function GuardrailsPage({ searchParams }: PageProps<"/guardrails">) {
  const staff = await requireStaff("read");
  const search = guardrailsSearchSchema.parse(await searchParams);
  const first = await readGuardrails(database("read"), viewerOf(staff), search);
  return (
    <GuardrailsScreen
      key={JSON.stringify(search)}
      search={search}
      first={first}
      now={Date.now()}
      canScan={can(staff.role, "documents.edit")}
    />
  );
}
