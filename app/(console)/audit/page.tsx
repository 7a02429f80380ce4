import type { Metadata } from "next";
import { AuditScreen } from "#components/audit/audit-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { auditFilterSchema } from "#lib/corpus/audit-request-schemas.ts";
import { listAudit } from "#lib/curate/list-audit.ts";
import { database } from "#lib/db/pool.ts";
import { parseSearchParams, type RawSearchParams } from "#lib/url/search-params.ts";

export const metadata: Metadata = { title: "Audit" };

type PageProps = { searchParams: Promise<RawSearchParams> };

export default async function AuditPage({ searchParams }: PageProps) {
  const staff = await requireStaff("read");
  const { state, ignored } = parseSearchParams(auditFilterSchema, await searchParams);
  const page = await listAudit(database(), state, staff);
  return <AuditScreen {...page} state={state} ignored={ignored} />;
}
