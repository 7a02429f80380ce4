import { z } from "zod";

const flag = z.string().transform((text, context) => {
  const value = text.trim().toLowerCase();
  if (["1", "true", "yes", "on"].includes(value)) return true;
  if (["0", "false", "no", "off"].includes(value)) return false;
  context.addIssue({ code: "custom", message: "takes 1/true/yes/on or 0/false/no/off" });
  return z.NEVER;
});

function whole(min: number, max: number) {
  return z
    .string()
    .regex(/^\d+$/, `takes a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `takes a whole number from ${min} to ${max}`);
}

function decimal(min: number, max: number) {
  return z
    .string()
    .transform(Number)
    .refine(
      (n) => Number.isFinite(n) && n >= min && n <= max,
      `takes a number from ${min} to ${max}`,
    );
}

const tableName = z
  .string()
  .regex(
    /^[a-z_][a-z0-9_]{0,62}(\.[a-z_][a-z0-9_]{0,62})?$/,
    "takes table or schema.table in lower case",
  );

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, "takes a connection string that starts with postgres://");

/** Every variable that the programs read, as text in, as typed value out. */
export const envSchema = z
  .object({
    CONSOLE_ENVIRONMENT: z
      .enum(["local", "preview", "production"], "takes local, preview or production")
      .optional(),
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_READ_URL: postgresUrl.optional(),
    PGSSL_MODE: z
      .enum(["require", "verify-full", "disable"], "takes require, verify-full or disable")
      .optional(),
    NEXT_PUBLIC_SUPABASE_URL: z.url("takes a URL").optional(),
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: z.string().optional(),
    NEXT_PUBLIC_SUPABASE_ANON_KEY: z.string().optional(),
    SUPABASE_SECRET_KEY: z.string().optional(),
    SUPABASE_SERVICE_ROLE_KEY: z.string().optional(),
    OPENAI_API_KEY: z.string().optional(),
    OPENAI_BASE_URL: z.url("takes a URL").optional(),
    PERAZZI_EMBED_MODEL: z.string().max(100).optional(),
    EMBED_BATCH_SIZE: whole(1, 2048).default(64),
    EMBED_RETRY_LIMIT: whole(0, 20).default(5),
    EMBED_RETRY_BASE_MS: whole(1, 60_000).default(500),
    EMBED_RETRY_MAX_MS: whole(1, 600_000).default(30_000),
    PERAZZI_DOCUMENTS_TABLE: tableName.default("documents"),
    PERAZZI_CHUNKS_TABLE: tableName.optional(),
    PGVECTOR_TABLE: tableName.optional(),
    PERAZZI_EMBEDDINGS_TABLE: tableName.default("embeddings"),
    PERAZZI_RETRIEVAL_LIMIT: whole(1, 200).default(12),
    PERAZZI_ENABLE_RERANK: flag.default(true),
    PERAZZI_RERANK_CANDIDATE_LIMIT: whole(1, 200).default(60),
    PERAZZI_ARCHETYPE_BOOST_K: decimal(0, 1).default(0.08),
    PERAZZI_ARCHETYPE_CONFIDENCE_MIN: decimal(0.0001, 1).default(0.08),
    PERAZZI_ENABLE_RETRIEVAL_DEBUG: flag.default(false),
    CORPUS_ROOT: z.string().optional(),
    CORPUS_MANIFEST: z.string().optional(),
    SANITY_TOKEN: z.string().optional(),
    CONSOLE_ORIGIN: z
      .url({
        protocol: /^https?$/,
        error: "takes the console's own address, such as https://console.example.com",
      })
      .transform((url) => new URL(url).origin)
      .optional(),
    CONSOLE_WEBHOOK_URL: z
      .url({
        protocol: /^https?$/,
        error: "takes the address that is told of a run's end, such as https://example.com/hook",
      })
      .optional(),
    CONSOLE_WEBHOOK_SECRET: z
      .string()
      .min(16, "takes a secret of at least 16 characters")
      .optional(),
    CONSOLE_WEBHOOK_ALLOW_PRIVATE: flag.default(false),
    CONSOLE_TIME_ZONE: z
      .string()
      .refine(isTimeZone, "takes an IANA time zone such as Europe/Rome")
      .default("UTC"),
    CONSOLE_DATA_DIR: z.string().default(".data"),
    PORT: whole(1, 65_535).default(3000),
  })
  .superRefine((env, context) => {
    if (env.DATABASE_URL && !env.CONSOLE_ENVIRONMENT)
      context.addIssue({
        code: "custom",
        path: ["CONSOLE_ENVIRONMENT"],
        message: "is required with DATABASE_URL: local, preview or production",
      });
    if (env.CONSOLE_WEBHOOK_URL && !env.CONSOLE_WEBHOOK_SECRET)
      context.addIssue({
        code: "custom",
        path: ["CONSOLE_WEBHOOK_SECRET"],
        message: "is required with CONSOLE_WEBHOOK_URL: what is sent is signed with it",
      });
    if (env.CONSOLE_WEBHOOK_ALLOW_PRIVATE && env.CONSOLE_ENVIRONMENT === "production")
      context.addIssue({
        code: "custom",
        path: ["CONSOLE_WEBHOOK_ALLOW_PRIVATE"],
        message: "takes false in production: it is for trying a receiver on one's own machine",
      });
    const tables = {
      PERAZZI_DOCUMENTS_TABLE: env.PERAZZI_DOCUMENTS_TABLE,
      PERAZZI_CHUNKS_TABLE: env.PERAZZI_CHUNKS_TABLE ?? env.PGVECTOR_TABLE ?? "chunks",
      PERAZZI_EMBEDDINGS_TABLE: env.PERAZZI_EMBEDDINGS_TABLE,
    };
    const names = Object.values(tables).map((name) => name.replace(/^public\./, ""));
    for (const [at, variable] of Object.keys(tables).entries())
      if (names.indexOf(names[at] ?? "") !== at)
        context.addIssue({
          code: "custom",
          path: [variable],
          message: "takes a table of its own, not that of another variable",
        });
    if (env.PERAZZI_RERANK_CANDIDATE_LIMIT < env.PERAZZI_RETRIEVAL_LIMIT)
      context.addIssue({
        code: "custom",
        path: ["PERAZZI_RERANK_CANDIDATE_LIMIT"],
        message: "takes a number that is at least PERAZZI_RETRIEVAL_LIMIT",
      });
  });

export type RawEnv = z.output<typeof envSchema>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
