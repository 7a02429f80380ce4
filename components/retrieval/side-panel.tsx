"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { usePanelFocus } from "./use-panel-focus.ts";

type SidePanelProps = {
  title: string;
  /** The button that opened it leads into it; else the keys stay with the rows. */
  takesFocus: boolean;
  /** The lane that it is about, counted from 0. */
  lane: number;
  onClose: () => void;
  children: ReactNode;
};

/** What stands open beside the lanes, which stay as they are. Esc closes it. On a phone it lies over them. */
export function SidePanel({ title, takesFocus, lane, onClose, children }: SidePanelProps) {
  const id = useId();
  const { region, leave } = usePanelFocus(title, takesFocus, lane);
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      // A menu or a dialog above it has its own Esc.
      if (
        event.key === "Escape" &&
        !event.defaultPrevented &&
        !document.querySelector("[role=dialog],[role=menu]")
      ) {
        leave();
        onClose();
      }
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [onClose, leave]);
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
          onClick={() => {
            leave();
            onClose();
          }}
        >
          <X aria-hidden />
        </Button>
      </div>
      <section
        ref={region}
        aria-labelledby={id}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="min-h-0 overflow-y-auto px-4 py-3"
      >
        {children}
      </section>
    </aside>
  );
}
