import fc from "fast-check";
import { expect, test } from "vitest";
import { createFramer, message, readyStatus, simpleQuery, touchesSession } from "./wire.ts";

test("however the bytes are cut, the same messages come out", () => {
  const sent = fc.array(
    fc.tuple(fc.constantFrom("Q", "P", "S"), fc.uint8Array({ maxLength: 300 })),
    {
      maxLength: 20,
    },
  );
  fc.assert(
    fc.property(sent, fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (list, sizes) => {
      const messages = list.map(([type, body]) => message(type, Buffer.from(body)));
      const bytes = Buffer.concat(messages);
      const framer = createFramer();
      framer.startupDone();
      const got: Buffer[] = [];
      for (let at = 0; at < bytes.length; ) {
        const size = sizes.next().value ?? 1;
        framer.push(bytes.subarray(at, at + size));
        at += size;
        for (let next = framer.next(); next; next = framer.next()) got.push(next);
      }
      expect(got.map((m) => m.toString("hex"))).toEqual(messages.map((m) => m.toString("hex")));
    }),
  );
});

test("a length that cannot be is refused", () => {
  const framer = createFramer();
  framer.push(Buffer.from([0x7f, 0xff, 0xff, 0xff]));
  expect(() => framer.next()).toThrow("malformed");
});

test("the status is read from the end of a reply only", () => {
  const ready = message("Z", Buffer.from("T"));
  expect(readyStatus(Buffer.concat([simpleQuery("x"), ready]))).toBe("T");
  expect(readyStatus(Buffer.concat([ready, simpleQuery("x")]))).toBeUndefined();
});

test("SET touches the session, SELECT does not", () => {
  expect(touchesSession(message("C", Buffer.from("SET\0")))).toBe(true);
  expect(touchesSession(message("C", Buffer.from("SELECT 1\0")))).toBe(false);
});
