import { expect, test } from "vitest";
import { isRefusedLink, readLinkProof } from "./link-proof.ts";

const none = new URLSearchParams();

test("reads the code of Supabase's default link", () => {
  expect(readLinkProof(new URLSearchParams("code=abc"), none)).toEqual({
    kind: "code",
    code: "abc",
  });
});

test("reads a token hash with its type", () => {
  expect(readLinkProof(new URLSearchParams("token_hash=abc&type=recovery"), none)).toEqual({
    kind: "token",
    tokenHash: "abc",
    type: "recovery",
  });
});

test("reads the tokens that an invitation carries in the fragment", () => {
  expect(readLinkProof(none, new URLSearchParams("access_token=a&refresh_token=r"))).toEqual({
    kind: "session",
    accessToken: "a",
    refreshToken: "r",
  });
});

test.each(["", "token_hash=abc", "token_hash=abc&type=other", "code="])(
  "finds nothing in %j",
  (query) => {
    expect(readLinkProof(new URLSearchParams(query), none)).toBeUndefined();
  },
);

test("knows a link that Supabase has refused, by query or fragment", () => {
  const refused = new URLSearchParams("error=access_denied&error_code=otp_expired");
  expect(isRefusedLink(refused, none)).toBe(true);
  expect(isRefusedLink(none, refused)).toBe(true);
  expect(isRefusedLink(new URLSearchParams("code=abc"), none)).toBe(false);
});
