import { expect, test } from "vitest";
import { readLinkProof } from "./link-proof.ts";

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
