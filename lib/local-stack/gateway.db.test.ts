import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startGateway } from "./gateway.ts";
import { openPglite } from "./open-pglite.ts";
import { socketUrl } from "./stack.ts";
import { simpleQuery } from "./wire.ts";

const socketPath = join(mkdtempSync(join(tmpdir(), "gateway-")), ".s.PGSQL.5432");
const accounts = 20;
let db: PGlite;
let gateway: Awaited<ReturnType<typeof startGateway>>;
const failures: unknown[] = [];
let pools: pg.Pool[];

beforeAll(async () => {
  db = await openPglite({});
  gateway = await startGateway(db, {
    socketPath,
    idleInTransactionMs: 2_000,
    onFatal: (error) => failures.push(error),
  });
  pools = [1, 2, 3].map(() => new pg.Pool({ connectionString: socketUrl(socketPath), max: 6 }));
  // Clients that the idle limit ends while they sit in a pool say so here.
  for (const pool of pools) pool.on("error", () => {});
  await pool(0).query(`create extension vector;
    create table account (id int primary key, balance int not null check (balance >= 0));
    create table note (id bigserial primary key, worker int, text text);
    create table point (id int primary key, at vector(64));
    insert into account select i, 1000 from generate_series(1, ${accounts}) i;
    insert into point select i, (select array_agg(sin(i * j)) from generate_series(1, 64) j)::vector
      from generate_series(1, 200) i`);
});

// Whatever a client does, the database behind it is not to blame.
afterEach(() => expect(failures).toEqual([]));

afterAll(async () => {
  await Promise.all(pools.map((p) => p.end()));
  await gateway.stop();
  await db.close();
  rmSync(dirname(socketPath), { recursive: true, force: true });
});

function pool(worker: number): pg.Pool {
  return pools[worker % pools.length] as pg.Pool;
}

/** Small, fast, seeded: a failing run can be run again. */
function randomFrom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("5,040 mixed operations of 18 clients and 108 broken connections leave every sum intact", async () => {
  const done = { operations: 0, disconnects: 0, notes: 0, refused: 0 };
  await Promise.all(Array.from({ length: 18 }, (_, worker) => work(worker, done)));
  expect(done.operations).toBe(5_040);
  expect(done.disconnects).toBe(108);
  expect(done.refused).toBeGreaterThan(100);
  const { rows } = await pool(0).query(
    "select (select sum(balance)::int from account) as money, (select count(*)::int from note) as notes",
  );
  expect(rows).toEqual([{ money: accounts * 1000, notes: done.notes }]);
});

type Done = { operations: number; disconnects: number; notes: number; refused: number };

async function work(worker: number, done: Done): Promise<void> {
  const random = randomFrom(worker + 1);
  const mine = pool(worker);
  for (let i = 0; i < 280; i++) {
    if (i % 45 === 44) await breakOff(worker, random(3), done);
    done.operations++;
    const kind = random(6);
    if (kind === 0) await transfer(mine, random, done);
    else if (kind === 1) {
      const text = `${worker}:`.padEnd(random(4) === 0 ? 65_536 : 20, "ü");
      const { rows } = await mine.query(
        "insert into note (worker, text) values ($1, $2) returning text",
        [worker, text],
      );
      done.notes++;
      expect(rows[0].text === text).toBe(true);
    } else if (kind === 2) {
      const id = 1 + random(200);
      const { rows } = await mine.query(
        "select id from point order by at <-> (select at from point where id = $1) limit 1",
        [id],
      );
      expect(rows).toEqual([{ id }]);
    } else if (kind === 3) {
      await expect(mine.query("select 1 / $1::int", [0])).rejects.toMatchObject({ code: "22012" });
      done.refused++;
    } else if (kind === 4) {
      const { rows } = await mine.query("select $1::int as worker, $2::text as i", [
        worker,
        `${i}`,
      ]);
      expect(rows).toEqual([{ worker, i: `${i}` }]);
    } else {
      const { rows } = await mine.query("select sum(balance)::int as money from account");
      expect(rows).toEqual([{ money: accounts * 1000 }]);
    }
  }
}

/** Moves money between two accounts; an overdraft fails half-way and must leave nothing. */
async function transfer(mine: pg.Pool, random: (below: number) => number, done: Done) {
  const client = await mine.connect();
  const amount = random(3) === 0 ? 100_000 : random(50);
  const [from, to] = [1 + random(accounts), 1 + random(accounts)];
  try {
    await client.query("begin");
    await client.query("update account set balance = balance + $1 where id = $2", [amount, to]);
    await client.query("update account set balance = balance - $1 where id = $2", [amount, from]);
    await client.query("commit");
  } catch (error) {
    expect(error).toMatchObject({ code: "23514" });
    done.refused++;
    await client.query("rollback");
  } finally {
    client.release();
  }
}

/** Cuts the line: in a transaction, with a query under way, or in the middle of a message. */
async function breakOff(worker: number, how: number, done: Done): Promise<void> {
  const client = new pg.Client({ connectionString: socketUrl(socketPath) });
  client.on("error", () => {});
  await client.connect();
  const stream = client.connection.stream;
  if (how !== 2) await client.query("begin");
  if (how !== 2) await client.query("update account set balance = balance + 7 where id = 1");
  if (how === 1)
    client.query("insert into note (worker) values ($1)", [worker]).catch(() => undefined);
  if (how === 2) stream.write(Buffer.from([0x51, 0, 0, 1, 0, 0x73]));
  stream.destroy();
  done.disconnects++;
}

test("a session setting does not reach the next client", async () => {
  const first = await pool(0).connect();
  const second = await pool(1).connect();
  await first.query("set statement_timeout = '77s'");
  expect((await second.query("show statement_timeout")).rows).toEqual([{ statement_timeout: "0" }]);
  first.release();
  second.release();
});

test("a client that sits in a transaction is ended, and the others go on", async () => {
  const client = new pg.Client({ connectionString: socketUrl(socketPath) });
  const ended = new Promise<Error>((resolve) => client.on("error", resolve));
  await client.connect();
  await client.query("begin");
  await client.query("delete from account");
  const { rows } = await pool(0).query("select count(*)::int as left from account");
  expect(rows).toEqual([{ left: accounts }]);
  expect(await ended).toMatchObject({ code: "25P03" });
});

test.each([
  ["speaks HTTP", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
  ["announces 2 GB", Buffer.from([0x7f, 0xff, 0xff, 0xff])],
])("what is no Postgres client is let go: it %s", async (_, bytes) => {
  const socket = connect(socketPath);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.resume().write(bytes);
  await closed;
  expect((await pool(0).query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

test("COPY from the client is refused and the database lives", async () => {
  await expect(pool(0).query("copy note from stdin")).rejects.toMatchObject({ code: "57014" });
  expect((await pool(0).query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

test("a client that neither reads nor hangs up is left behind when its time is over", async () => {
  const frozen = connect({ path: socketPath, allowHalfOpen: true });
  const protocol3 = Buffer.from([0, 3, 0, 0]);
  const names = Buffer.from("user\0postgres\0\0");
  const length = Buffer.alloc(4);
  length.writeInt32BE(8 + names.length);
  frozen.write(Buffer.concat([length, protocol3, names, simpleQuery("begin")]));
  const answered = new Promise((resolve) => frozen.once("readable", resolve));
  await answered;
  expect((await pool(1).query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  frozen.destroy();
});

test("a temporary table does not reach the next client", async () => {
  const first = await pool(0).connect();
  const second = await pool(1).connect();
  await first.query("create temporary table mine (id int)");
  await expect(second.query("select * from mine")).rejects.toMatchObject({ code: "42P01" });
  first.release();
  second.release();
});
