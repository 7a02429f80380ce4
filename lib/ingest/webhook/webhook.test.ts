import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startWebhookReceiver, type WebhookReceiver } from "#lib/testing/webhook-receiver.ts";
import { isPublic } from "./is-public.ts";
import { postWebhook, receivers } from "./post-webhook.ts";
import { signWebhook } from "./sign-webhook.ts";

describe("signWebhook", () => {
  // The example of the Standard Webhooks specification's own libraries.
  it("signs as the standard's libraries check it", () => {
    const headers = signWebhook(
      { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: '{"test": 2432232314}', seconds: 1614265330 },
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    );
    expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  it("takes any other secret as it is written", () => {
    const { "webhook-signature": signature } = signWebhook(
      { id: "a", body: "b", seconds: 1 },
      "a plain long secret",
    );
    const mac = createHmac("sha256", "a plain long secret").update("a.1.b").digest("base64");
    expect(signature).toBe(`v1,${mac}`);
  });
});

describe("isPublic", () => {
  it.each([
    ...["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"],
    ...["0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "203.0.113.7"],
    ...["::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2002:7f00:1::"],
    ...[
      "::ffff:127.0.0.1",
      "::ffff:8.8.8.8",
      "64:ff9b::7f00:1",
      "::127.0.0.1",
      "not an address",
      "",
    ],
  ])("%s is not", (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(["8.8.8.8", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"])("%s is", (address) => {
    expect(isPublic(address)).toBe(true);
  });
});

describe("postWebhook", () => {
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await startWebhookReceiver();
  });
  afterAll(() => receiver?.close());
  beforeEach(() => {
    receiver.got.length = 0;
    receiver.script.length = 0;
  });
  const post = (url: string, options = receivers(true)) =>
    postWebhook({ url, headers: { "webhook-id": "1" }, body: "{}" }, options);

  it("sends the body and says how it was answered", async () => {
    receiver.script.push({ status: 500 });
    expect(await post(receiver.url)).toBe(500);
    expect(await post(receiver.url)).toBe(204);
    expect(receiver.got.map(({ body }) => body)).toEqual(["{}", "{}"]);
  });

  it.each([
    ["an address", (url: string) => url],
    ["a name that leads there", (url: string) => url.replace("127.0.0.1", "localhost")],
    ["a number that means it", (url: string) => url.replace("127.0.0.1", "2130706433")],
    ["IPv6", (url: string) => url.replace("127.0.0.1", "[::1]")],
    ["IPv4 in IPv6", (url: string) => url.replace("127.0.0.1", "[::ffff:127.0.0.1]")],
  ])("connects to nothing private: %s", async (_, at) => {
    const asked = post(at(receiver.url), { ...receivers(false), plain: true });
    await expect(asked).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("private network"),
    });
    expect(receiver.got).toEqual([]);
  });

  it("follows a redirect only to where it might have been sent at once", async () => {
    const only = { plain: true, allowed: (address: string) => address === "127.0.0.1" };
    receiver.script.push({ status: 307, location: "/elsewhere" });
    expect(await post(receiver.url, only)).toBe(204);
    const { port } = new URL(receiver.url);
    for (const host of ["127.0.0.2", "[::1]"]) {
      receiver.script.push({ status: 308, location: `http://${host}:${port}/hook` });
      await expect(post(receiver.url, only)).rejects.toMatchObject({ code: "invalid" });
    }
    receiver.script.push({ status: 307, location: "file:///etc/passwd" });
    await expect(post(receiver.url, only)).rejects.toMatchObject({ code: "invalid" });
    expect(receiver.got).toHaveLength(5);
  });

  it("follows no redirect without end, and takes 302 for what it is", async () => {
    receiver.script.push(...Array.from({ length: 4 }, () => ({ status: 307, location: "/again" })));
    await expect(post(receiver.url)).rejects.toMatchObject({ code: "unavailable" });
    receiver.script.push({ status: 302, location: "/login" });
    expect(await post(receiver.url)).toBe(302);
  });

  it("takes https alone where it is not told otherwise", async () => {
    await expect(post("http://example.com/", receivers(false))).rejects.toThrow("takes https");
  });

  it("waits for no receiver for ever, and says of none what went wrong inside", async () => {
    receiver.script.push("hang");
    const slow = post(receiver.url, { ...receivers(true), timeoutMs: 100 } as ReturnType<
      typeof receivers
    >);
    await expect(slow).rejects.toMatchObject({ code: "unavailable" });
    const nobody = post("http://127.0.0.1:1/");
    await expect(nobody).rejects.toThrow(/^The receiver did not answer\.$/);
  });
});
