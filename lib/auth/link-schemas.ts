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
