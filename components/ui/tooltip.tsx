"use client";

import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";

export const TooltipProvider = Primitive.Provider;

/** A short note on hover and focus. The trigger must be focusable. */
export function Tooltip({ note, children }: { note: ReactNode; children: ReactNode }) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          sideOffset={4}
          className="z-50 max-w-72 rounded-md border bg-raised px-2 py-1 text-xs shadow-float"
        >
          {note}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
