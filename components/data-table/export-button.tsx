"use client";

import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { useOpenLater } from "#components/ui/use-open-later.ts";
import type { ExportMenuProps } from "./export-menu.tsx";

/** Everything that matches, as a file; the choice of format is loaded when it opens. */
export function ExportButton(props: ExportMenuProps) {
  const { Opened, trigger } = useOpenLater<ExportMenuProps>(() => import("./export-menu.tsx"));
  if (Opened) return <Opened {...props} />;
  return (
    <Button aria-haspopup="menu" {...trigger}>
      <Download aria-hidden /> Export
    </Button>
  );
}
