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
  experimental: { authInterrupts: true },
  turbopack: {
    root: import.meta.dirname,
    rules: { "*.css": { loaders: ["@tailwindcss/turbopack"], as: "*.css" } },
  },
};

export default config;
