import { z } from "zod";
import { tokenScopes } from "./token-schemas.ts";

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
