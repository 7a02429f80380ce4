"use client";

import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { TokenRow } from "#lib/auth/token-schemas.ts";
import { formatCount } from "#lib/format/number.ts";
import { AllTokens } from "./all-tokens.ts";
import { RevokeTokenDialog } from "./revoke-token-dialog.tsx";
import { RotateTokenDialog } from "./rotate-token-dialog.tsx";
import { ceilingText } from "./words.ts";

/** Every token, the newest first, with what may be done about each. */
export function TokensTable({ items }: { items: TokenRow[] }) {
  return (
    <AllTokens value={items}>
      <DataTable label="Tokens" columns={columns} rows={items} rowKey={(row) => row.id} />
    </AllTokens>
  );
}

const columns: Column<TokenRow>[] = [
  { id: "consumer", header: "Consumer", cell: (row) => row.consumer },
  {
    id: "lookup",
    header: "Begins with",
    cell: (row) => (
      <CopyButton value={`cct_${row.lookup}`} label="start of the token">
        {`cct_${row.lookup}`}
      </CopyButton>
    ),
  },
  { id: "state", header: "State", cell: (row) => <StateChip state={row.state} /> },
  { id: "scopes", header: "Used for", cell: (row) => row.scopes.join(", ") },
  { id: "ceiling", header: "At most", cell: ceilingText },
  {
    id: "limit",
    header: "Per minute",
    align: "right",
    cell: (row) => formatCount(row.requestsPerMinute),
  },
  { id: "used", header: "Last used", cell: (row) => <RelativeTime at={row.lastUsedAt} /> },
  { id: "ends", header: "Ends", cell: Ends },
  {
    id: "made",
    header: "Made",
    cell: (row) => (
      <span className="whitespace-nowrap">
        <RelativeTime at={row.createdAt} /> <span className="text-muted">by {row.createdBy}</span>
      </span>
    ),
  },
  { id: "actions", header: "Actions", headerHidden: true, cell: Actions },
];

function Ends({ state, revokedAt, expiresAt }: TokenRow) {
  if (state === "revoked") return <RelativeTime at={revokedAt} />;
  if (expiresAt === null) return <span className="text-muted">when revoked</span>;
  return <RelativeTime at={expiresAt} />;
}

function Actions(row: TokenRow) {
  if (row.state === "revoked") return null;
  return (
    <div className="flex justify-end gap-1">
      <RotateTokenDialog row={row} />
      <RevokeTokenDialog row={row} />
    </div>
  );
}
