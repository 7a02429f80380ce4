"use client";

import { Button } from "#components/ui/button.tsx";
import { useOpenLater } from "#components/ui/use-open-later.ts";

/** Opens the dialog that plans and begins a set of vectors; loaded when it opens. */
export function StartButton() {
  const { Opened, trigger } = useOpenLater(() => import("./start-dialog.tsx"));
  if (Opened) return <Opened />;
  return (
    <Button variant="primary" aria-haspopup="dialog" {...trigger}>
      Try a model
    </Button>
  );
}
