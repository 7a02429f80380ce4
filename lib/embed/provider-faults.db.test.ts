import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, fakeVector, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { allFaults, type Behaviour } from "#lib/testing/faults.ts";
import { embedTexts, type Landed } from "./embed-texts.ts";
import { databaseLedger } from "./ledger.ts";
import { openaiEmbedder } from "./openai-embedder.ts";
import { ProviderStop } from "./provider-error.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let provider: FakeProvider;

beforeAll(async () => {
  base = await testDatabase();
  vi.stubEnv("EMBED_BATCH_SIZE", "4");
  vi.stubEnv("EMBED_RETRY_BASE_MS", "1");
  vi.stubEnv("EMBED_RETRY_MAX_MS", "4");
  vi.stubEnv("EMBED_RETRY_LIMIT", "3");
  resetEnv();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  await base.close();
});
beforeEach(async () => {
  await sql`delete from console.embedding_cache`.execute(base.db);
  provider = await startFakeProvider();
  return () => provider.close();
});

const keys = Array.from({ length: 12 }, (_, at) => `text number ${at}`);
const path = "a.md";
const keyed = (list: string[]) =>
  list.map((key) => ({ key, text: key, sensitive: false, source: { path, documentId: null } }));

type Told = { signal?: AbortSignal; timeoutMs?: number };
/** A provider that keeps silent costs this much each time; a good answer that comes later is only asked for again. */
const impatient = { timeoutMs: 250 };

/** Embeds the texts, 4 to a request, one request after another; what landed by its text. */
async function embed(list = keys, { signal, timeoutMs = 5_000 }: Told = {}) {
  const landed: Landed<string>[] = [];
  const embedder = openaiEmbedder({
    model: "fake",
    target: { apiKey: "none", baseUrl: provider.baseUrl, timeoutMs },
    ledger: databaseLedger(base.db),
  });
  const totals = await embedTexts(base.db, keyed(list), {
    embedder,
    purpose: { cause: "run" },
    signal,
    landed: (results) => void landed.push(...results),
  }).catch((error: unknown) => error);
  return { landed, totals };
}

async function oneAtATime(inFlight: number): Promise<void> {
  await sql`insert into console.settings (key, value) values ('embed_requests', ${JSON.stringify({ inFlight })}::jsonb)
    on conflict (key) do update set value = excluded.value`.execute(base.db);
}

/** Every vector that is stored, as the places of its ones: it tells whose it is. */
async function stored(): Promise<Map<string, string>> {
  const { rows } = await sql<{ hash: string; vector: string }>`select text_hash as hash,
    embedding::text as vector from console.embedding_cache`.execute(base.db);
  return new Map(rows.map(({ hash, vector }) => [hash, places(JSON.parse(vector) as number[])]));
}

const places = (vector: ArrayLike<number>) =>
  Array.from(vector, (value, at) => (value > 0.01 ? at : -1))
    .filter((at) => at >= 0)
    .join(" ");

/** Whatever happened: no text has another's vector, and no text has none without a word. */
function holdsTogether({ landed, totals }: Awaited<ReturnType<typeof embed>>, list = keys): void {
  for (const one of landed)
    if ("vector" in one) expect(places(one.vector)).toBe(places(fakeVector(one.key)));
    else expect(one.error).toBeInstanceOf(AppError);
  const seen = landed.map(({ key }) => key);
  expect(new Set(seen).size).toBe(seen.length);
  if (totals instanceof Error) {
    expect(totals).toBeInstanceOf(ProviderStop);
    expect(totals.message).toMatch(/is kept|OPENAI_BASE_URL/);
  } else expect(seen.toSorted()).toEqual(list.toSorted());
}

const position = { first: 0, middle: 1, last: 2 };
const scenarios = allFaults.flatMap((fault) =>
  (Object.keys(position) as (keyof typeof position)[]).map((where) => [fault, where] as const),
);

describe("a provider fault", () => {
  it("is one of at least 60", () => expect(scenarios.length).toBeGreaterThanOrEqual(60));

  it.each(scenarios)(
    "%s once, in the %s batch: ends done or stopped in words",
    async (fault, where) => {
      await oneAtATime(1);
      const before: Behaviour[] = new Array(position[where]).fill("ok");
      provider.script.push(...before, fault);
      const first = await embed(keys, impatient);
      holdsTogether(first);
      const kept = (await stored()).size;
      expect(kept).toBe(first.landed.filter((one) => "vector" in one).length);
      // Afterwards all is well: only what is missing is bought.
      provider.script.length = 0;
      provider.requests.length = 0;
      const second = await embed();
      holdsTogether(second);
      expect(second.totals).toMatchObject({ cached: kept, bought: keys.length - kept, failed: 0 });
      expect(provider.requests.flat()).toHaveLength(keys.length - kept);
      expect((await stored()).size).toBe(keys.length);
    },
  );

  it.each(allFaults)("%s without end: stops or fails in words", async (fault) => {
    await oneAtATime(2);
    provider.script.push(...new Array<Behaviour>(200).fill(fault));
    const result = await embed(keys, impatient);
    holdsTogether(result);
    const { rows } = await sql`select 1 from console.provider_calls where outcome = 'sent'`.execute(
      base.db,
    );
    expect(rows).toEqual([]);
  });
});

describe("embedTexts", () => {
  it("finds one bad text by halving, which fails alone", async () => {
    await oneAtATime(4);
    provider.poison.add("text number 6");
    const { landed, totals } = await embed();
    expect(totals).toMatchObject({ bought: 11, failed: 1 });
    expect(landed.filter((one) => "error" in one).map(({ key }) => key)).toEqual(["text number 6"]);
  });

  it("stops at once when the quota is spent", async () => {
    await oneAtATime(1);
    provider.script.push("quota");
    const { landed, totals } = await embed();
    expect(landed).toEqual([]);
    expect(provider.requests).toHaveLength(1);
    expect(totals).toMatchObject({
      code: "invalid",
      message: expect.stringContaining("quota is spent"),
    });
  });

  it("stops when no text at all is accepted, not after halving every batch", async () => {
    await oneAtATime(1);
    provider.script.push(...new Array<Behaviour>(200).fill("400"));
    expect((await embed()).totals).toMatchObject({
      message: expect.stringContaining("no text at all"),
    });
    expect(provider.requests.length).toBeLessThan(10);
  });

  it("has several requests under way, never more than the setting says", async () => {
    await oneAtATime(3);
    let release = () => {};
    const three = new Promise<void>((resolve) => (release = resolve));
    provider.beforeAnswer = async () => {
      // A fourth has a second to come before the three are answered.
      if (provider.inFlight.now === 3) setTimeout(release, 1_000);
      await three;
    };
    holdsTogether(
      await embed(Array.from({ length: 40 }, (_, at) => `many ${at}`)),
      Array.from({ length: 40 }, (_, at) => `many ${at}`),
    );
    expect(provider.inFlight.most).toBe(3);
  });

  it("buys a text that occurs twice once, for both", async () => {
    const { landed, totals } = await embed([...keys.slice(0, 3), ...keys.slice(0, 3)]);
    expect(totals).toMatchObject({ bought: 3 });
    expect(landed).toHaveLength(6);
    expect(provider.requests.flat()).toHaveLength(3);
  });

  it("asks for no more texts than it can send, and sends what it has when the source waits for it", async () => {
    await oneAtATime(1);
    let given = 0;
    let landings = 0;
    async function* source() {
      for (const one of keyed(keys)) {
        given++;
        yield one;
        // As a pipeline that holds only a few documents does.
        if (given % 3 === 0) while (landings < given) await new Promise((r) => setTimeout(r, 5));
      }
    }
    await embedTexts(base.db, source(), {
      embedder: openaiEmbedder({
        model: "fake",
        target: { apiKey: "none", baseUrl: provider.baseUrl },
        ledger: databaseLedger(base.db),
      }),
      purpose: { cause: "run" },
      landed: (results) => {
        landings += results.length;
      },
    });
    expect(landings).toBe(keys.length);
  });

  it("told to stop, sends nothing more and keeps what is under way", async () => {
    await oneAtATime(1);
    const stop = new AbortController();
    provider.beforeAnswer = async () => {
      if (provider.requests.length === 2) stop.abort(new Error("told to stop"));
    };
    const { totals } = await embed(keys, { signal: stop.signal });
    expect(totals).toMatchObject({ message: "told to stop" });
    expect(provider.requests).toHaveLength(2);
    expect((await stored()).size).toBe(8);
  });

  it("lets no text of a document go that became price-sensitive meanwhile; the others go on", async () => {
    await oneAtATime(1);
    await sql`insert into public.documents (path, category, doc_type, status, embed_mode, pricing_sensitive)
      values ('a.md', 'c', 'd', 'active', 'full', true)`.execute(base.db);
    const { landed } = await embed(keys.slice(0, 2));
    expect(provider.requests).toEqual([]);
    expect(landed).toMatchObject([
      { error: { code: "conflict" } },
      { error: { code: "conflict" } },
    ]);
    await sql`delete from public.documents`.execute(base.db);
  });
});
