import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { tokenMark } from "./token-schemas.ts";

const form = new RegExp(`^${tokenMark}_([0-9a-f]{12})_[0-9a-f]{64}$`);

export type TokenSecret = { secret: string; lookup: string; hash: Buffer };

/** A new token: a public part to look it up by, and 256 random bits. */
export function makeSecret(random: (bytes: number) => Buffer = randomBytes): TokenSecret {
  const lookup = random(6).toString("hex");
  const secret = `${tokenMark}_${lookup}_${random(32).toString("hex")}`;
  return { secret, lookup, hash: hashSecret(secret) };
}

export type Bearer = { secret: string; lookup: string };

/** The token in an Authorization header, or undefined for anything that cannot be one of ours. */
export function readBearer(header: string | null): Bearer | undefined {
  const secret = /^Bearer +(\S{1,200})$/i.exec(header?.trim() ?? "")?.[1];
  const lookup = secret === undefined ? undefined : form.exec(secret)?.[1];
  return secret !== undefined && lookup !== undefined ? { secret, lookup } : undefined;
}

/** True where the secret is the one that was hashed; takes as long wherever they differ. */
export function isSecret(secret: string, hash: Uint8Array): boolean {
  const given = hashSecret(secret);
  return given.length === hash.length && timingSafeEqual(given, hash);
}

export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
