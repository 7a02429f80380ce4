import type { ReactNode } from "react";
import { Button } from "./button.tsx";

/** A page that says one thing and leads to the overview. It stands behind every page: no icon, no next/link. */
export function PageNote({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-16 text-center">
      <h1 className="text-base font-medium">{title}</h1>
      <p className="max-w-prose text-muted">{children}</p>
      <Button asChild className="mt-2">
        <a href="/">To the overview</a>
      </Button>
    </div>
  );
}
