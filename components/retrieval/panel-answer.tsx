"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiSend } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Lane } from "./resolve-lane.ts";

type PanelAnswerProps<T> = {
  url: string;
  body: { query: string; [part: string]: unknown };
  lane: Lane;
  children: (answer: T) => ReactNode;
};

/** What the server says of one lane: on its way, failed, not to be asked, or there. */
export function PanelAnswer<T>({ url, body, lane, children }: PanelAnswerProps<T>) {
  const answer = useQuery({
    queryKey: [url, body],
    queryFn: ({ signal }) => apiSend<T>("POST", url, body, { signal }),
    enabled: body.query !== "" && !lane.problem && !lane.frozen,
    staleTime: 30_000,
  });
  if (lane.frozen)
    return <p className="text-muted">This lane is frozen. Choose one that can be asked again.</p>;
  if (lane.problem) return <p className="text-muted">{lane.problem} Choose another lane.</p>;
  if (body.query === "") return <p className="text-muted">Type a question above first.</p>;
  if (answer.error)
    return (
      <div role="alert" className="space-y-2">
        <p className="text-danger">{answer.error.message}</p>
        <Button size="sm" onClick={() => void answer.refetch()}>
          Try again
        </Button>
      </div>
    );
  if (answer.data === undefined) return <Skeleton className="h-40" />;
  return children(answer.data);
}
