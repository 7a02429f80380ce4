// Without zod: the tokens page loads this; what is parsed is in token-request-schemas.ts.

/** What a token may be used for. */
export const tokenScopes = ["retrieve", "metrics"] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** Every token starts with this, so that secret scanners and people know it. */
export const tokenMark = "cct";

export type TokenState = "active" | "expired" | "revoked";

/** A token as admins see it: never its secret or the hash of it. */
export type TokenRow = {
  id: string;
  familyId: string;
  consumer: string;
  /** The part of the token that may be shown and looked up. */
  lookup: string;
  scopes: TokenScope[];
  visibility: "public" | "internal" | "admin-only";
  confidentiality: "normal" | "elevated";
  requestsPerMinute: number;
  state: TokenState;
  createdAt: string;
  createdBy: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
  /** Goes into If-Match. */
  version: number;
};

/** The answer to a token's making: the only time that the secret is told. Null in a repeated answer. */
export type MadeToken = { token: TokenRow; secret: string | null };

/** A making's answer as it may be stored. */
export function withoutSecret(answer: unknown): unknown {
  return typeof answer === "object" && answer !== null ? { ...answer, secret: null } : answer;
}
