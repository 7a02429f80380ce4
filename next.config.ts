import type { NextConfig } from "next";

const config: NextConfig = {
  reactCompiler: true,
  typedRoutes: true,
  cacheComponents: false,
  poweredByHeader: false,
  devIndicators: false,
  // The optimiser fetches and decodes files; the console shows none that need it.
  images: { unoptimized: true },
  // Node loads these itself. Compiled with the pages, the last four cost each start of `dev` 3 s of its 11.
  serverExternalPackages: [
    "pg",
    "pino",
    "pg-boss",
    "kysely",
    "zod",
    "@supabase/ssr",
    "@supabase/supabase-js",
  ],
  // These two pass by proxy.ts, which sets the headers of everything else.
  headers: async () =>
    ["/_next/static/:path*", "/icon.svg"].map((source) => ({
      source,
      headers: [{ key: "X-Content-Type-Options", value: "nosniff" }],
    })),
  experimental: { authInterrupts: true },
  turbopack: {
    root: import.meta.dirname,
    rules: { "*.css": { loaders: ["@tailwindcss/turbopack"], as: "*.css" } },
  },
};

export default config;
