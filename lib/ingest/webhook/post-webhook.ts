import { lookup as resolve } from "node:dns";
import { request as http } from "node:http";
import { request as https } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { AppError } from "#lib/errors/app-error.ts";
import { isPublic } from "./is-public.ts";

type Post = { url: string; headers: Record<string, string>; body: string };
type PostOptions = {
  /** Which addresses may be connected to. */
  allowed: (address: string) => boolean;
  /** Without TLS too. */
  plain: boolean;
  timeoutMs?: number;
};

/** A receiver on the internet, or, for trying one on one's own machine, anywhere. */
export function receivers(allowPrivate: boolean): PostOptions {
  return { allowed: allowPrivate ? () => true : isPublic, plain: allowPrivate };
}

const mostRedirects = 3;

/**
 * Sends one POST and returns the status of the answer, whose body is not read. The address that is connected to is
 * the one that was looked at, so a name cannot change its mind in between; a redirect is looked at the same way.
 * Throws `invalid` for an address that may not be asked, `unavailable` for what time may mend.
 */
export async function postWebhook(post: Post, options: PostOptions): Promise<number> {
  const { timeoutMs = 10_000 } = options;
  const signal = AbortSignal.timeout(timeoutMs);
  let url = new URL(post.url);
  for (let hop = 0; ; hop++) {
    const { status, location } = await send(url, post, options, signal);
    if (status !== 307 && status !== 308) return status;
    if (hop === mostRedirects || !location)
      throw new AppError("unavailable", "The receiver redirects without an end.");
    url = new URL(location, url);
  }
}

function send(
  url: URL,
  { headers, body }: Post,
  { allowed, plain }: PostOptions,
  signal: AbortSignal,
): Promise<{ status: number; location: string | undefined }> {
  if (url.protocol !== "https:" && !(url.protocol === "http:" && plain))
    throw new AppError("invalid", "The webhook's address takes https. Nothing was sent.");
  // Node looks up names only: an address that is written as one is checked here.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) && !allowed(host)) throw refused();
  const start = url.protocol === "https:" ? https : http;
  return new Promise((done, fail) => {
    const sent = start(
      url,
      {
        method: "POST",
        signal,
        agent: false,
        lookup: lookupOf(allowed),
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "user-agent": "corpus-console",
          ...headers,
        },
      },
      (answer) => {
        done({ status: answer.statusCode ?? 0, location: answer.headers.location });
        answer.destroy();
      },
    );
    sent.on("error", (error) => fail(error instanceof AppError ? error : away(error)));
    sent.end(body);
  });
}

/** The name's addresses, where all of them are allowed: one that is not may be there to be hit by chance. */
function lookupOf(allowed: PostOptions["allowed"]): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      if (found.length === 0 || !found.every(({ address }) => allowed(address)))
        return callback(refused(), []);
      if (options.all) return callback(null, found);
      callback(null, found[0]?.address ?? "", found[0]?.family);
    });
  };
}

function refused(): AppError {
  return new AppError(
    "invalid",
    "The webhook's address leads into a private network. Nothing was sent: check CONSOLE_WEBHOOK_URL.",
  );
}

function away(cause: Error): AppError {
  return new AppError("unavailable", "The receiver did not answer.", { cause });
}
