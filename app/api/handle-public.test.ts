import { expect, test } from "vitest";
import { clientAddress } from "./handle-public.ts";

const from = (headers: Record<string, string>) =>
  clientAddress(new Request("http://localhost/", { headers }));

test("an address is what the nearest proxy added, whatever else the client says of itself", () => {
  expect(from({ "x-forwarded-for": "198.51.100.1, 203.0.113.9" })).toBe("203.0.113.9");
  expect(from({ "x-forwarded-for": "203.0.113.9", "x-real-ip": "198.51.100.1" })).toBe(
    "203.0.113.9",
  );
  expect(from({ "x-real-ip": "203.0.113.9" })).toBe("203.0.113.9");
  expect(from({})).toBe("unknown");
});
