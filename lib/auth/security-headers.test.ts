import { expect, test } from "vitest";
import { securityHeaders } from "./security-headers.ts";

test("scripts run by nonce only, and nothing may frame the console", () => {
  const policy = securityHeaders({ nonce: "n1", https: true, development: false })[
    "content-security-policy"
  ];
  expect(policy).toContain("script-src 'nonce-n1' 'strict-dynamic';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe-eval");
});

test("tells browsers to stay on HTTPS only where there is HTTPS", () => {
  const over = (https: boolean) => securityHeaders({ nonce: "n", https, development: false });
  expect(over(true)["strict-transport-security"]).toContain("max-age=");
  expect(over(false)).not.toHaveProperty("strict-transport-security");
  expect(over(false)["content-security-policy"]).not.toContain("upgrade-insecure-requests");
});
