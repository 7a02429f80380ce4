/** Postgres frontend/backend protocol 3.0: framing and the few messages that the gateway writes itself. */

export const requestCode = { ssl: 80_877_103, gss: 80_877_104, cancel: 80_877_102 } as const;

const maxMessageBytes = 256 * 1024 * 1024;

/** Cuts a byte stream into whole messages. The first ones (until `startupDone`) have no type byte. */
export function createFramer() {
  let chunks: Buffer[] = [];
  let size = 0;
  let typed = false;

  function whole(): Buffer {
    const all = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
    chunks = [all];
    return all;
  }

  /** Bytes of the next message, or undefined while its header is not there yet. */
  function nextLength(): number | undefined {
    const header = typed ? 5 : 4;
    if (size < header) return undefined;
    const first = chunks[0];
    const bytes = first && first.length >= header ? first : whole();
    const length = bytes.readInt32BE(header - 4) + (typed ? 1 : 0);
    if (length < header || length > maxMessageBytes) throw new Error("malformed message length");
    return length;
  }

  return {
    push(chunk: Buffer): void {
      chunks.push(chunk);
      size += chunk.length;
    },
    next(): Buffer | undefined {
      const length = nextLength();
      if (length === undefined || size < length) return undefined;
      const all = whole();
      chunks = all.length > length ? [all.subarray(length)] : [];
      size -= length;
      return all.subarray(0, length);
    },
    startupDone(): void {
      typed = true;
    },
  };
}

export function message(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 5);
  out.write(type, 0, "latin1");
  out.writeInt32BE(body.length + 4, 1);
  body.copy(out, 5);
  return out;
}

export function simpleQuery(text: string): Buffer {
  return message("Q", Buffer.from(`${text}\0`));
}

export function errorResponse(severity: "ERROR" | "FATAL", code: string, text: string): Buffer {
  return message("E", Buffer.from(`S${severity}\0V${severity}\0C${code}\0M${text}\0\0`));
}

/** What a server says after a successful start: no password, parameters, a key, ready. */
export function welcome(serverVersion: string, key: number): Buffer {
  const parameters = {
    server_version: serverVersion,
    server_encoding: "UTF8",
    client_encoding: "UTF8",
    DateStyle: "ISO, MDY",
    IntervalStyle: "postgres",
    TimeZone: "UTC",
    integer_datetimes: "on",
    standard_conforming_strings: "on",
    is_superuser: "on",
    session_authorization: "postgres",
  };
  const keyData = Buffer.alloc(8);
  keyData.writeInt32BE(process.pid, 0);
  keyData.writeInt32BE(key, 4);
  return Buffer.concat([
    message("R", Buffer.alloc(4)),
    ...Object.entries(parameters).map(([name, value]) =>
      message("S", Buffer.from(`${name}\0${value}\0`)),
    ),
    message("K", keyData),
    message("Z", Buffer.from("I")),
  ]);
}

/** Transaction status of a reply that ends in ReadyForQuery: idle, in a transaction, failed; else undefined. */
export function readyStatus(reply: Buffer): "I" | "T" | "E" | undefined {
  if (reply.length < 6 || reply.readUInt8(reply.length - 6) !== 0x5a) return undefined;
  const status = String.fromCharCode(reply.readUInt8(reply.length - 1));
  return status === "I" || status === "T" || status === "E" ? status : undefined;
}

const sessionTags = ["SET", "PREPARE", "LISTEN", "DECLARE CURSOR", "CREATE TABLE"].map((tag) =>
  message("C", Buffer.from(`${tag}\0`)),
);

/** True where a reply confirms a statement that may have changed the session for whoever comes next. */
export function touchesSession(reply: Buffer): boolean {
  return sessionTags.some((tag) => reply.includes(tag));
}
