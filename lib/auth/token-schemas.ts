import { z } from "zod";

/** What a token may be used for. */
export const tokenScopes = ["retrieve", "metrics"] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** Every token starts with this, so that secret scanners and people know it. */
export const tokenMark = "cct";

const consumer = z
  .string()
  .trim()
  .min(1, "Say which program uses this token.")
  .max(120, "A consumer's name has at most 120 characters.");

const expiresInDays = z
  .int("Give whole days.")
  .min(1, "A token is valid for at least a day.")
  .max(3650, "A token is valid for at most 10 years.")
  .nullable();

export const createTokenSchema = z.strictObject({
  consumer,
  scopes: z
    .array(z.enum(tokenScopes))
    .min(1, "Choose what the token may be used for.")
    .max(tokenScopes.length)
    .transform((scopes) => [...new Set(scopes)]),
  visibility: z.enum(["public", "internal", "admin-only"]).default("public"),
  confidentiality: z.enum(["normal", "elevated"]).default("normal"),
  requestsPerMinute: z
    .int("Give whole requests.")
    .min(1, "At least 1 request a minute.")
    .max(100_000, "At most 100,000 requests a minute.")
    .default(600),
  /** Null: until it is revoked. */
  expiresInDays,
});
export type CreateToken = z.input<typeof createTokenSchema>;

export const rotateTokenSchema = z.strictObject({
  /** How long the replaced secret still works. */
  graceHours: z.number().min(0).max(720, "The old secret may go on for at most 30 days."),
  expiresInDays,
});
export type RotateToken = z.infer<typeof rotateTokenSchema>;

export const listTokensSchema = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

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
