import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
  type Account,
  type Answer,
  accessToken,
  expiredLink,
  refusal,
  refusedRedirect,
  secret,
  userBody,
} from "./auth-answers.ts";

type Link = { account: Account; type: string; redirectTo: string; challenge: string | undefined };
/** What an e-mail would hold: the address of Supabase's own templates, and the hash for a template of one's own. */
export type Mail = { to: string; redirectTo: string; link: string; tokenHash: string };
type Asked = { url: URL; body: Record<string, string>; bearer: string; key: string };

export type FakeAuth = Awaited<ReturnType<typeof startFakeAuth>>;

/** An HTTP server that speaks the parts of Supabase Auth (GoTrue) that the console uses, and fails on command. */
export async function startFakeAuth() {
  const accounts = new Map<string, Account>();
  const mails: Mail[] = [];
  const links = new Map<string, Link>();
  const codes = new Map<string, Link>();
  const sessions = new Map<string, Account>();
  const refreshTokens = new Map<string, Account>();
  /** Every token, code and hash that was ever given out. */
  const secrets: string[] = [];
  const keys = { publishable: "sb_publishable_fake", secret: "sb_secret_fake" };

  const server = createServer((request, response) => void serve(request, response));
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const away = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const fake = {
    url,
    keys,
    mails,
    secrets,
    /** How every request fails until this is taken back. */
    fault: undefined as "500" | "hang" | undefined,
    away,
    back: () => listen(port),
    /** An account that has a password already. */
    account(email: string, password: string): void {
      accounts.set(email, { id: randomUUID(), email, password, confirmed: true });
    },
    /** The hour of every link is over. */
    expireLinks(): void {
      links.clear();
      codes.clear();
    },
    close: away,
  };
  return fake;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = new URL(request.url ?? "", url);
    const sent = await text(request);
    if (fake.fault === "hang") return;
    const headers = request.headers;
    const answer: Answer =
      fake.fault === "500"
        ? refusal(500, "unexpected_failure")
        : route(`${request.method} ${asked.pathname.replace("/auth/v1", "")}`, {
            url: asked,
            body: sent === "" ? {} : JSON.parse(sent),
            bearer: headers.authorization?.replace("Bearer ", "") ?? "",
            key: String(headers.apikey),
          });
    response.writeHead(answer.status, {
      "content-type": "application/json",
      "x-supabase-api-version": "2024-01-01",
      ...(answer.location ? { location: answer.location } : {}),
    });
    response.end(answer.body && JSON.stringify(answer.body));
  }

  function route(what: string, asked: Asked): Answer {
    // A link in an e-mail is opened without a key.
    if (what === "GET /verify") return followLink(asked);
    if (!Object.values(keys).includes(asked.key)) return refusal(401, "no_authorization");
    switch (what) {
      case "POST /recover": {
        const account = accounts.get(asked.body.email ?? "");
        if (account) send(account, "recovery", asked);
        return { status: 200, body: {} };
      }
      case "POST /invite":
        return invite(asked);
      case "POST /verify":
        return verifyHash(asked);
      case "POST /token":
        return token(asked);
      case "GET /user":
      case "PUT /user":
        return user(what, asked);
      case "POST /logout":
        sessions.delete(asked.bearer);
        return { status: 204 };
      default:
        return refusal(404, "not_found");
    }
  }

  function given(): string {
    const made = secret();
    secrets.push(made);
    return made;
  }

  function send(account: Account, type: string, { url: { searchParams }, body }: Asked): void {
    const tokenHash = given();
    const redirectTo = searchParams.get("redirect_to") ?? "";
    links.set(tokenHash, { account, type, redirectTo, challenge: body.code_challenge });
    const query = new URLSearchParams({ token: tokenHash, type, redirect_to: redirectTo });
    mails.push({
      to: account.email,
      redirectTo,
      link: `${url}/auth/v1/verify?${query}`,
      tokenHash,
    });
  }

  function invite(asked: Asked): Answer {
    const { email = "" } = asked.body;
    if (asked.key !== keys.secret) return refusal(403, "not_admin");
    if (accounts.has(email)) return refusal(422, "email_exists");
    const account = { id: randomUUID(), email, confirmed: false };
    accounts.set(email, account);
    send(account, "invite", asked);
    return { status: 200, body: userBody(account) };
  }

  function take(from: Map<string, Link>, key: string | null | undefined): Link | undefined {
    const link = from.get(key ?? "");
    from.delete(key ?? "");
    if (link) link.account.confirmed = true;
    return link;
  }

  function followLink({ url: { searchParams } }: Asked): Answer {
    const link = take(links, searchParams.get("token"));
    if (!link) return refusedRedirect(searchParams.get("redirect_to") ?? "");
    if (link.challenge) {
      const code = given();
      codes.set(code, link);
      return { status: 303, location: `${link.redirectTo}?code=${code}` };
    }
    const session = new URLSearchParams({ ...newSession(link.account), type: link.type });
    return { status: 303, location: `${link.redirectTo}#${session}` };
  }

  function verifyHash({ body }: Asked): Answer {
    if (links.get(body.token_hash ?? "")?.type !== body.type) return expiredLink;
    const link = take(links, body.token_hash);
    return link ? session(link.account) : expiredLink;
  }

  function token({ url: { searchParams }, body }: Asked): Answer {
    switch (searchParams.get("grant_type")) {
      case "password": {
        const account = accounts.get(body.email ?? "");
        const right = account?.password !== undefined && account.password === body.password;
        return right ? session(account) : refusal(400, "invalid_credentials");
      }
      case "pkce": {
        const link = take(codes, body.auth_code);
        const proof = createHash("sha256").update(body.code_verifier ?? "");
        if (!link) return refusal(404, "flow_state_not_found");
        if (link.challenge !== proof.digest("base64url")) return refusal(400, "bad_code_verifier");
        return session(link.account);
      }
      default: {
        const account = refreshTokens.get(body.refresh_token ?? "");
        return account ? session(account) : refusal(400, "refresh_token_not_found");
      }
    }
  }

  function user(what: string, { bearer, body }: Asked): Answer {
    const account = sessions.get(bearer);
    if (!account) return refusal(403, "session_not_found");
    if (what === "PUT /user") {
      if (/password/i.test(body.password ?? ""))
        return refusal(422, "weak_password", { weak_password: { reasons: ["pwned"] } });
      if (account.password === body.password) return refusal(422, "same_password");
      if (body.password) account.password = body.password;
    }
    return { status: 200, body: userBody(account) };
  }

  function newSession(account: Account) {
    const access_token = accessToken(account);
    const refresh_token = given();
    secrets.push(access_token);
    sessions.set(access_token, account);
    refreshTokens.set(refresh_token, account);
    return { access_token, refresh_token, expires_in: "3600", token_type: "bearer" };
  }

  function session(account: Account): Answer {
    return {
      status: 200,
      body: { ...newSession(account), expires_in: 3600, user: userBody(account) },
    };
  }
}
