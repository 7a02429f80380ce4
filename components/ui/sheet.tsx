"use client";

import { cn } from "./cn.ts";
import {
  Overlay,
  OverlayClose,
  OverlayContent,
  type OverlayContentProps,
  OverlayTrigger,
} from "./overlay.tsx";

export const Sheet = Overlay;
export const SheetTrigger = OverlayTrigger;
export const SheetClose = OverlayClose;

/** A panel at the side of the window. */
export function SheetContent({
  side = "right",
  className,
  ...props
}: OverlayContentProps & { side?: "left" | "right" }) {
  return (
    <OverlayContent
      className={cn(
        "inset-y-0 base:w-[min(30rem,calc(100vw-2.5rem))]",
        side === "right" ? "right-0 border-l" : "left-0 border-r",
        className,
      )}
      {...props}
    />
  );
}
