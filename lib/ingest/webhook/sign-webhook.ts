import { createHmac } from "node:crypto";

/**
 * The headers of one attempt (Standard Webhooks): a stable id, the time of the attempt, and HMAC-SHA-256 over id,
 * time and body, so that a receiver can refuse what is old, seen before or not ours.
 */
export function signWebhook(
  { id, body, seconds }: { id: string; body: string; seconds: number },
  secret: string,
): Record<string, string> {
  const mac = createHmac("sha256", keyOf(secret)).update(`${id}.${seconds}.${body}`);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${mac.digest("base64")}`,
  };
}

/** After "whsec_" the standard has base64; anything else is taken as it is written. */
function keyOf(secret: string): Buffer {
  const coded = /^whsec_(.+)$/.exec(secret)?.[1];
  return coded ? Buffer.from(coded, "base64") : Buffer.from(secret, "utf8");
}
