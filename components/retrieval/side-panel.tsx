"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId } from "react";
import { Button } from "#components/ui/button.tsx";

type SidePanelProps = { title: string; onClose: () => void; children: ReactNode };

/** What stands open beside the lanes, which stay as they are. Esc closes it. On a phone it lies over them. */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const id = useId();
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      // A menu or a dialog above it has its own Esc.
      if (
        event.key === "Escape" &&
        !event.defaultPrevented &&
        !document.querySelector("[role=dialog],[role=menu]")
      )
        onClose();
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [onClose]);
  return (
    <aside
      aria-labelledby={id}
      className="flex flex-col bg-background max-lg:fixed max-lg:inset-x-0 max-lg:top-11 max-lg:bottom-0 max-lg:z-20 lg:sticky lg:top-11 lg:max-h-[calc(100dvh-2.75rem)] lg:w-[24rem] lg:shrink-0 lg:border-l"
    >
      <div className="flex items-center justify-between gap-2 border-b px-4 py-1.5">
        <h2 id={id} className="truncate font-semibold">
          {title}
        </h2>
        <Button
          size="icon"
          variant="ghost"
          aria-label="Close the panel"
          title="Esc"
          onClick={onClose}
        >
          <X aria-hidden />
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section aria-labelledby={id} tabIndex={0} className="min-h-0 overflow-y-auto px-4 py-3">
        {children}
      </section>
    </aside>
  );
}
