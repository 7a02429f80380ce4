import { expect, test } from "vitest";
import { cookieLife, sessionCookies, usableCookies } from "./session-cookies.ts";

const theme = { name: "theme", value: "dark" };
const session = (token: string) =>
  `base64-${Buffer.from(JSON.stringify({ access_token: token })).toString("base64url")}`;

test("cookies are out of reach of scripts, go over HTTPS alone where there is HTTPS, and live two weeks", () => {
  expect(sessionCookies(true)).toMatchObject({ httpOnly: true, sameSite: "lax", secure: true });
  expect(sessionCookies(false)).toMatchObject({ httpOnly: true, sameSite: "lax", secure: false });
  expect(cookieLife("a value", { maxAge: 400 * 86_400 })).toEqual({ maxAge: 14 * 86_400 });
  expect(cookieLife("", { maxAge: 0 })).toEqual({ maxAge: 0 });
});

test("a session's cookies pass, whole or in parts, in any order", () => {
  const value = session("abc.d-f.g_i");
  const whole = [theme, { name: "console-session", value }];
  const parts = [
    { name: "console-session.1", value: value.slice(20) },
    { name: "console-session.0", value: value.slice(0, 20) },
  ];
  expect(usableCookies(whole)).toEqual(whole);
  expect(usableCookies(parts)).toEqual(parts);
});

test.each([
  ["a line end in the token", session("abc.def\r\nx-evil: 1.ghi")],
  ["a NUL in the token", session("abc.d\0f.ghi")],
  ["no token", session("")],
  ["no JSON", "base64-AAAA"],
  ["nothing", ""],
])("with %s the person counts as signed out, other cookies stay", (_, value) => {
  expect(usableCookies([theme, { name: "console-session", value }])).toEqual([theme]);
});
