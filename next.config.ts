import type { NextConfig } from "next";

const config: NextConfig = {
  reactCompiler: true,
  typedRoutes: true,
  cacheComponents: false,
  poweredByHeader: false,
  devIndicators: false,
  // The optimiser fetches and decodes files; the console shows none that need it.
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pino", "pg-boss"],
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
