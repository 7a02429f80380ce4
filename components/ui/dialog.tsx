"use client";

import { cn } from "./cn.ts";
import {
  Overlay,
  OverlayClose,
  OverlayContent,
  type OverlayContentProps,
  OverlayTrigger,
} from "./overlay.tsx";

export const Dialog = Overlay;
export const DialogTrigger = OverlayTrigger;
export const DialogClose = OverlayClose;

/** A centred dialog. */
export function DialogContent({ className, ...props }: OverlayContentProps) {
  return (
    <OverlayContent
      className={cn(
        "top-1/2 left-1/2 max-h-[90dvh] base:w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg border",
        className,
      )}
      {...props}
    />
  );
}
