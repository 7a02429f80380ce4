"use client";

import { FileQuestion } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

type NoRowsProps = {
  filtered: boolean;
  /** On a page that is not the only one. */
  paged: boolean;
  toFirst: () => void;
  path: string;
  noun: readonly [string, string];
  nothingYet: ReactNode;
};

/** Why there is no row here, and what to do: after a page's rows left, under filters, in an empty corpus. */
export function NoRows({ filtered, paged, toFirst, path, noun, nothingYet }: NoRowsProps) {
  if (paged)
    return (
      <EmptyState
        title="Nothing is left on this page"
        icon={FileQuestion}
        action={<Button onClick={toFirst}>To the first page</Button>}
      >
        The rows that stood here are gone, or no longer match.
      </EmptyState>
    );
  if (!filtered) return nothingYet;
  return (
    <EmptyState
      title={`No ${noun[0]} matches`}
      icon={FileQuestion}
      action={
        <Button onClick={() => window.history.pushState(null, "", `${path}?view=all`)}>
          Show all {noun[1]}
        </Button>
      }
    >
      No {noun[0]} has all of these values. Take one of the filters away.
    </EmptyState>
  );
}
