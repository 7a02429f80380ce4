import { describe, expect, test, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { isHttps, isLoopbackHost, isOwnOrigin } from "./request-origin.ts";

describe("isOwnOrigin", () => {
  test("takes the site's own origin", () => {
    expect(own({ host: "localhost:3000", origin: "http://localhost:3000" })).toBe(true);
  });

  test("takes it behind a proxy that ends TLS", () => {
    expect(
      own({
        host: "10.0.0.7:3000",
        "x-forwarded-host": "console.example.com",
        "x-forwarded-proto": "https",
        origin: "https://console.example.com",
      }),
    ).toBe(true);
  });

  test.each([
    { host: "localhost:3000" },
    { host: "localhost:3000", origin: "null" },
    { host: "localhost:3000", origin: "http://localhost:3001" },
    { host: "localhost:3000", origin: "https://localhost:3000" },
    { host: "console.example.com", origin: "http://console.example.com.evil.example" },
    { host: "console.example.com", origin: "http://evil.example" },
  ])("refuses %j", (headers) => {
    expect(own(headers as Record<string, string>)).toBe(false);
  });
});

test("a configured origin counts, whatever host the request claims", () => {
  vi.stubEnv("CONSOLE_ORIGIN", "https://console.example.com/");
  resetEnv();
  const forged = {
    host: "10.0.0.7",
    "x-forwarded-host": "evil.example",
    origin: "http://evil.example",
  };
  expect(own(forged)).toBe(false);
  expect(own({ ...forged, origin: "https://console.example.com" })).toBe(true);
  vi.unstubAllEnvs();
  resetEnv();
});

test("HTTPS is what the nearest proxy says, or what the configured origin is", () => {
  const forwarded = (protocol: string) => new Headers({ "x-forwarded-proto": protocol });
  expect(isHttps(forwarded("https"))).toBe(true);
  expect(isHttps(forwarded("https, http"))).toBe(true);
  expect(isHttps(forwarded("http"))).toBe(false);
  expect(isHttps(new Headers())).toBe(false);
  vi.stubEnv("CONSOLE_ORIGIN", "https://console.example.com");
  resetEnv();
  expect(isHttps(new Headers())).toBe(true);
  vi.unstubAllEnvs();
  resetEnv();
});

test.each(["localhost", "localhost:3000", "127.0.0.1:80", "[::1]:3000"])(
  "%s is loopback",
  (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  },
);

test.each([null, "", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.5:3000"])(
  "%s is not loopback",
  (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  },
);

function own(headers: Record<string, string>): boolean {
  return isOwnOrigin(new Headers(headers));
}
