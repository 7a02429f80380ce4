import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { CreateTokenDialog } from "#components/tokens/create-token-dialog.tsx";
import { TokensTable } from "#components/tokens/tokens-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { listTokens } from "#lib/auth/list-tokens.ts";
import { listTokensSchema } from "#lib/auth/token-request-schemas.ts";
import { database } from "#lib/db/pool.ts";

export const metadata: Metadata = { title: "Tokens" };

type TokensPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TokensPage({ searchParams }: TokensPageProps) {
  const staff = await requireStaff("tokens.manage");
  const query = listTokensSchema.safeParse(await searchParams);
  const { items, nextCursor } = await listTokens(database(), staff, query.data ?? {});
  return (
    <>
      <PageHeader
        title="Tokens"
        purpose="What programs ask this console with, and what each may be given."
        action={<CreateTokenDialog />}
      />
      {items.length === 0 ? (
        <EmptyState title="No program may ask yet" icon={KeyRound}>
          Make a token for each program that uses the runtime API. Its calls then show under
          Monitoring.
        </EmptyState>
      ) : (
        <TokensTable items={items} />
      )}
      {nextCursor ? (
        <p className="p-4">
          <Link href={{ pathname: "/tokens", query: { after: nextCursor } }} className="underline">
            Older tokens
          </Link>
        </p>
      ) : null}
    </>
  );
}
