"use client";

import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { CloseCross } from "./dialog.tsx";

export const Sheet = Primitive.Root;
export const SheetTrigger = Primitive.Trigger;
export const SheetClose = Primitive.Close;

type ContentProps = {
  title: string;
  description?: string;
  side?: "left" | "right";
  className?: string;
  children: ReactNode;
};

/** A panel at the side of the window. */
export function SheetContent({
  title,
  description,
  side = "right",
  className,
  children,
}: ContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
      <Primitive.Content
        className={cn(
          "fixed inset-y-0 z-50 flex w-[min(30rem,calc(100vw-2.5rem))] flex-col gap-4 overflow-y-auto bg-raised p-5 shadow-float",
          side === "right" ? "right-0 border-l" : "left-0 border-r",
          className,
        )}
        {...(description ? {} : { "aria-describedby": undefined })}
      >
        <div className="pr-8">
          <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
          {description ? (
            <Primitive.Description className="mt-1 text-muted">{description}</Primitive.Description>
          ) : null}
        </div>
        {children}
        <CloseCross />
      </Primitive.Content>
    </Primitive.Portal>
  );
}
