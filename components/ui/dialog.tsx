"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

type ContentProps = {
  title: string;
  description?: string;
  className?: string;
  children: ReactNode;
};

/** A centred dialog. Esc and the cross close it; focus returns to what opened it. */
export function DialogContent({ title, description, className, children }: ContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
      <Primitive.Content
        className={cn(
          "fixed top-1/2 left-1/2 z-50 flex max-h-[90dvh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-lg border bg-raised p-5 shadow-float",
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

/** The cross at the top right of dialogs and sheets. */
export function CloseCross() {
  return (
    <Primitive.Close
      aria-label="Close"
      className="absolute top-3 right-3 grid size-7 place-items-center rounded-md hover:bg-hover"
    >
      <X className="size-4" aria-hidden />
    </Primitive.Close>
  );
}
