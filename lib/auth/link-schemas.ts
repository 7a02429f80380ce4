import { z } from "zod";

const token = z.string().min(1).max(4000);

/** What an e-mailed link may carry, depending on Supabase's template: see README, Sign-in. */
export const linkProofSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("code"), code: token }),
  z.object({
    kind: z.literal("token"),
    tokenHash: token,
    type: z.enum(["recovery", "invite", "signup", "email", "magiclink"]),
  }),
  z.object({ kind: z.literal("session"), accessToken: token, refreshToken: token }),
]);
export type LinkProof = z.infer<typeof linkProofSchema>;

/** Reads the proof from an address's query and fragment; undefined when there is none. */
export function readLinkProof(query: URLSearchParams, fragment: URLSearchParams) {
  const parsed = linkProofSchema.safeParse(
    query.has("code")
      ? { kind: "code", code: query.get("code") }
      : query.has("token_hash")
        ? { kind: "token", tokenHash: query.get("token_hash"), type: query.get("type") }
        : {
            kind: "session",
            accessToken: fragment.get("access_token"),
            refreshToken: fragment.get("refresh_token"),
          },
  );
  return parsed.success ? parsed.data : undefined;
}
