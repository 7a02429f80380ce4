import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AppError } from "#lib/errors/app-error.ts";
import { envSchema, type RawEnv } from "./schema.ts";

/** What a running local stack leaves in `<data dir>/stack.json` for every other process. */
type StackFile = {
  pid: number;
  databaseUrl: string;
  authUrl: string;
  publishableKey: string;
  demoAccounts?: { email: string; password: string; role: string }[];
};

export type Env = ReturnType<typeof derive>;

let cached: Env | undefined;

/** The validated environment, read once. Throws an AppError of one line that names the variable. */
export function env(): Env {
  // Web starts beside the local stack: until that has announced itself, the next caller looks again.
  const waiting = cached?.embedded && !cached.databaseUrl;
  if (!cached || waiting) cached = derive(parseEnv(loadVariables()));
  return cached;
}

/** Forgets what was read: for tests, and for the supervisor once the stack is up. */
export function resetEnv(): void {
  cached = undefined;
}

/** Parses variables; empty text counts as unset. */
export function parseEnv(source: Record<string, string | undefined>): RawEnv {
  const given = Object.fromEntries(
    Object.entries(source).filter(
      ([name, value]) => name in envSchema.shape && value !== "" && value !== undefined,
    ),
  );
  const parsed = envSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError("invalid", `${String(issue?.path[0])} ${issue?.message}`);
}

function loadVariables(): Record<string, string | undefined> {
  const file = resolve(".env.local");
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}

function derive(raw: RawEnv) {
  const embedded = raw.DATABASE_URL === undefined;
  const dataDir = resolve(raw.CONSOLE_DATA_DIR);
  const stack = embedded ? readStackFile(dataDir) : undefined;
  return {
    ...raw,
    /** True where the local stack stands in for Supabase. */
    embedded,
    dataDir,
    environment: raw.CONSOLE_ENVIRONMENT ?? ("local" as const),
    /** Undefined only while the local stack is not running. */
    databaseUrl: raw.DATABASE_URL ?? stack?.databaseUrl,
    readUrl: raw.DATABASE_READ_URL ?? raw.DATABASE_URL ?? stack?.databaseUrl,
    authUrl: embedded ? stack?.authUrl : raw.NEXT_PUBLIC_SUPABASE_URL,
    publishableKey: embedded
      ? stack?.publishableKey
      : (raw.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? raw.NEXT_PUBLIC_SUPABASE_ANON_KEY),
    /** One-click sign-ins of the local stack; empty everywhere else. */
    demoAccounts: stack?.demoAccounts ?? [],
    secretKey: raw.SUPABASE_SECRET_KEY ?? raw.SUPABASE_SERVICE_ROLE_KEY,
    tables: {
      documents: raw.PERAZZI_DOCUMENTS_TABLE,
      chunks: raw.PERAZZI_CHUNKS_TABLE ?? raw.PGVECTOR_TABLE ?? "chunks",
      embeddings: raw.PERAZZI_EMBEDDINGS_TABLE,
    },
    corpusRoot: raw.CORPUS_ROOT
      ? resolve(raw.CORPUS_ROOT)
      : embedded
        ? resolve("supabase/corpus")
        : undefined,
    corpusManifest: raw.CORPUS_MANIFEST ? resolve(raw.CORPUS_MANIFEST) : undefined,
  };
}

function readStackFile(dataDir: string): StackFile | undefined {
  const file = join(dataDir, "stack.json");
  if (!existsSync(file)) return undefined;
  // Written by our own stack, by rename: a reader never sees half of it.
  const stack = JSON.parse(readFileSync(file, "utf8")) as StackFile;
  return isRunning(stack.pid) ? stack : undefined;
}

/** A stack that was killed leaves its file behind. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * The variables to hand to a child process that may need the whole environment. Node keeps what it compiled, and the
 * types that it left out, for the next of them: 0.4 s of 1.3 for a worker's start.
 */
export function childEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { NODE_COMPILE_CACHE: resolve("node_modules/.cache/node"), ...process.env, ...extra };
}
