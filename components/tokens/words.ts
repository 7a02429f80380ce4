import type { TokenRow, TokenScope } from "#lib/auth/token-schemas.ts";

export const scopeLabels: Record<TokenScope, string> = {
  retrieve: "Retrieval: POST /api/v1/retrieve",
  metrics: "Metrics: GET /api/metrics",
};

export const ceilingLabels = [
  { value: "public/normal", label: "Public content only" },
  { value: "internal/normal", label: "Public and internal" },
  { value: "admin-only/normal", label: "Everything but confidential" },
  { value: "admin-only/elevated", label: "Everything, confidential too" },
] as const;

type Ceiling = Pick<TokenRow, "visibility" | "confidentiality">;

/** "public", "internal", "admin-only, elevated". */
export function ceilingText({ visibility, confidentiality }: Ceiling): string {
  return confidentiality === "normal" ? visibility : `${visibility}, ${confidentiality}`;
}

type Kin = Pick<TokenRow, "id" | "familyId" | "lookup" | "state">;

/** What revoking one token does, and which secrets of the same consumer it leaves working. */
export function revokeText(row: Kin, all: readonly Kin[]): string {
  const others = all.filter(
    ({ id, familyId, state }) => familyId === row.familyId && id !== row.id && state === "active",
  );
  const left = others.map(({ lookup }) => `cct_${lookup}`).join(" and ");
  return `Its next request is refused. This cannot be undone; what it asked before stays in the log.${
    left
      ? ` ${left} of the same consumer still works: revoke it as well to shut the consumer out.`
      : ""
  }`;
}

/** A choice of the form as the two fields of a token. */
export function ceilingOf(choice: string): Ceiling {
  const [visibility, confidentiality] = choice.split("/");
  return {
    visibility: visibility === "admin-only" || visibility === "internal" ? visibility : "public",
    confidentiality: confidentiality === "elevated" ? "elevated" : "normal",
  };
}
