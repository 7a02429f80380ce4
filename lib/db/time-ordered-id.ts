import { randomBytes } from "node:crypto";

/** A UUID of version 7 (RFC 9562), as console.uuid_v7() makes them, for rows whose id is told before they are written. */
export function timeOrderedId(now = Date.now(), random: (size: number) => Buffer = randomBytes) {
  const bytes = random(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
