import { z } from "zod";
import type { listStaff } from "#lib/auth/list-staff.ts";
import type { listTokens } from "#lib/auth/list-tokens.ts";
import { type StaffRow, staffRowSchema } from "#lib/auth/schemas.ts";
import { type MadeToken, type TokenRow, tokenScopes } from "#lib/auth/token-schemas.ts";
import { confidentialities, visibilities } from "#lib/retrieve/schemas.ts";
import { type Answer, at, count, type Of, page } from "./parts.ts";

const person: z.ZodType<StaffRow> = staffRowSchema.strict();
const people: Of<typeof listStaff> = page(person);

const token: z.ZodType<TokenRow> = z.strictObject({
  id: z.uuid(),
  familyId: z.uuid(),
  consumer: z.string(),
  lookup: z.string(),
  scopes: z.array(z.enum(tokenScopes)),
  visibility: z.enum(visibilities),
  confidentiality: z.enum(confidentialities),
  requestsPerMinute: count,
  state: z.enum(["active", "expired", "revoked"]),
  createdAt: at,
  createdBy: z.string(),
  lastUsedAt: at.nullable(),
  expiresAt: at.nullable(),
  revokedAt: at.nullable(),
  version: z.int(),
});
const tokens: Of<typeof listTokens> = page(token);
const madeToken: z.ZodType<MadeToken> = z.strictObject({ token, secret: z.string().nullable() });

export const accessAnswers: Record<string, Answer> = {
  "POST /api/auth/exchange": "nothing",
  "POST /api/auth/forgotten": "nothing",
  "POST /api/auth/password": "nothing",
  "POST /api/auth/sign-in": z.strictObject({ next: z.string() }),
  "POST /api/auth/sign-out": "nothing",
  "GET /api/staff": people,
  "POST /api/staff": z.strictObject({ staff: person, note: z.string() }),
  "PATCH /api/staff/{id}": person,
  "DELETE /api/staff/{id}": "nothing",
  "GET /api/tokens": tokens,
  "POST /api/tokens": madeToken,
  "DELETE /api/tokens/{id}": token,
  "POST /api/tokens/{id}/rotate": madeToken,
};
