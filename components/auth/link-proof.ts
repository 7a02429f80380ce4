import type { LinkProof } from "#lib/auth/link-schemas.ts";

const types = ["recovery", "invite", "signup", "email", "magiclink"] as const;

/** What the address of an e-mailed link carries; undefined when there is nothing of use. */
export function readLinkProof(
  query: URLSearchParams,
  fragment: URLSearchParams,
): LinkProof | undefined {
  const code = query.get("code");
  if (code) return { kind: "code", code };
  const tokenHash = query.get("token_hash");
  const type = types.find((known) => known === query.get("type"));
  if (tokenHash && type) return { kind: "token", tokenHash, type };
  const accessToken = fragment.get("access_token");
  const refreshToken = fragment.get("refresh_token");
  if (accessToken && refreshToken) return { kind: "session", accessToken, refreshToken };
  return undefined;
}

/** True where Supabase has refused the link itself, and its address says so instead. */
export function isRefusedLink(query: URLSearchParams, fragment: URLSearchParams): boolean {
  return query.has("error") || fragment.has("error");
}
