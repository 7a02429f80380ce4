"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

type PanelProps = { label: string; onClose: () => void; children: ReactNode };

/** What stands beside the rows; over them where there is no room. Esc closes it. */
export function SidePanel({ label, onClose, children }: PanelProps) {
  return (
    <aside
      aria-label={label}
      className="absolute inset-y-0 right-0 z-20 flex w-[min(28rem,100%)] flex-col border-l bg-background max-xl:shadow-float xl:static xl:w-[28rem] xl:shrink-0"
    >
      <Button
        size="icon"
        variant="ghost"
        aria-label="Close the panel"
        onClick={onClose}
        className="absolute top-2 right-2 z-10"
      >
        <X aria-hidden />
      </Button>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </aside>
  );
}
