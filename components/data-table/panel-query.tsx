"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError, apiGet } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

type QueryProps<T> = { url: string; children: (answer: T) => ReactNode };

/** What a side panel asks the API for, while it comes and where it fails. */
export function PanelQuery<T>({ url, children }: QueryProps<T>) {
  const asked = useQuery({
    queryKey: [url],
    queryFn: ({ signal }) => apiGet<T>(url, signal),
    staleTime: 10_000,
  });
  if (asked.data !== undefined) return children(asked.data);
  if (asked.error)
    return (
      <div className="p-4 pt-12">
        <ErrorState
          title="This could not be loaded"
          requestId={asked.error instanceof ApiError ? asked.error.requestId : undefined}
          action={
            <Button size="sm" onClick={() => asked.refetch()}>
              Try again
            </Button>
          }
        >
          {asked.error.message}
        </ErrorState>
      </div>
    );
  return (
    <div role="status" className="flex flex-col gap-3 p-4">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-6 w-4/5" />
      <Skeleton className="w-3/5" />
      <Skeleton className="h-40" />
    </div>
  );
}
