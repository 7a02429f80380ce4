import { AppError } from "#lib/errors/app-error.ts";
import { authClient } from "./auth-client.ts";
import { isRefusal, noAnswer } from "./auth-failure.ts";
import { inTime } from "./auth-patience.ts";
import type { LinkProof } from "./link-schemas.ts";

/** Turns what an e-mailed link carries into a session of this browser. A link works once. */
export async function exchangeLink(proof: LinkProof): Promise<Record<string, string>> {
  const cacheHeaders: Record<string, string> = {};
  const { auth } = await authClient((headers) => Object.assign(cacheHeaders, headers));
  const { error } = await inTime(
    proof.kind === "code"
      ? auth.exchangeCodeForSession(proof.code)
      : proof.kind === "token"
        ? auth.verifyOtp({ token_hash: proof.tokenHash, type: proof.type })
        : auth.setSession({ access_token: proof.accessToken, refresh_token: proof.refreshToken }),
  );
  if (!error) return cacheHeaders;
  if (!isRefusal(error)) throw noAnswer(error);
  throw new AppError(
    "unauthenticated",
    "This link has expired, was used before, or was opened in another browser. Ask for a new one.",
  );
}
