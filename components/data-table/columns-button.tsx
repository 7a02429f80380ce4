"use client";

import { Columns3 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { useOpenLater } from "#components/ui/use-open-later.ts";
import type { ColumnsMenuProps } from "./columns-menu.tsx";

/** Opens the choice of columns, their order and the height of rows; loaded when it opens. */
export function ColumnsButton(props: ColumnsMenuProps) {
  const { Opened, trigger } = useOpenLater<ColumnsMenuProps>(() => import("./columns-menu.tsx"));
  if (Opened) return <Opened {...props} />;
  return (
    <Button aria-haspopup="dialog" {...trigger}>
      <Columns3 aria-hidden /> Columns
    </Button>
  );
}
