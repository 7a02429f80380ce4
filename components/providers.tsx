"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { type ReactNode, useState } from "react";
import { ApiError } from "#components/api-client.ts";
import { Toaster } from "#components/ui/toaster.tsx";

type ProvidersProps = { nonce: string | undefined; children: ReactNode };

/** What every page needs around it in the browser. */
export function Providers({ nonce, children }: ProvidersProps) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // A console on this machine or in this network can be reached where the browser takes itself for offline.
          mutations: { networkMode: "always" },
          queries: {
            networkMode: "always",
            retry: (failures, error) => failures < 2 && !isFinal(error),
            refetchOnWindowFocus: false,
          },
        },
      }),
  );
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      disableTransitionOnChange
      {...(nonce ? { nonce } : {})}
    >
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
      <Toaster />
    </ThemeProvider>
  );
}

function isFinal(error: Error): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
