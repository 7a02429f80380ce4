"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { type RefObject, useState } from "react";
import { cn } from "./cn.ts";
import type { OverlayContentProps } from "./overlay.tsx";

type BodyProps = OverlayContentProps & {
  onClose: () => void;
  trigger: RefObject<HTMLButtonElement | null>;
};

/** The open dialog or panel: Esc, the cross and a press outside close it. */
export default function OverlayBody({
  title,
  description,
  className,
  children,
  onClose,
  trigger,
}: BodyProps) {
  // Without a trigger of its own the focus goes back to where it was: else it would be lost.
  const [before] = useState(() => document.activeElement);
  const returnFocus = (event: Event) => {
    const back = trigger.current ?? before;
    if (!(back instanceof HTMLElement && back.isConnected)) return;
    event.preventDefault();
    back.focus();
  };
  return (
    <Primitive.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Primitive.Content
          onCloseAutoFocus={returnFocus}
          className={cn(
            "fixed z-50 flex flex-col gap-4 overflow-y-auto bg-raised base:p-5 shadow-float",
            className,
          )}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <div className="pr-8">
            <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
            {description ? (
              <Primitive.Description className="mt-1 break-words text-muted">
                {description}
              </Primitive.Description>
            ) : null}
          </div>
          {children}
          <Primitive.Close
            aria-label="Close"
            className="absolute top-3 right-3 grid size-7 place-items-center rounded-md hover:bg-hover"
          >
            <X className="size-4" aria-hidden />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
