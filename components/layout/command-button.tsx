"use client";

import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useOpenLater } from "#components/ui/use-open-later.ts";
import type { Role } from "#lib/auth/schemas.ts";

/** Opens search-or-jump, also by ⌘K or Ctrl-K from anywhere, and the list of keys by "?". */
export function CommandButton({ role }: { role: Role }) {
  const { Opened, trigger } = useOpenLater(() => import("./command-menu.tsx"));
  const [shown, setShown] = useState<"jump" | "keys" | null>(null);
  const open = (what: "jump" | "keys") => {
    trigger.onClick();
    setShown(what);
  };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const jump = (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k";
      const keys = event.key === "?" && !isTyping(event.target);
      if (!jump && !keys) return;
      event.preventDefault();
      open(jump ? "jump" : "keys");
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
  return (
    <>
      <button
        type="button"
        {...trigger}
        onClick={() => open("jump")}
        aria-haspopup="dialog"
        className="flex h-7 items-center gap-2 rounded-md border border-line-strong px-2 text-muted hover:bg-hover max-sm:border-transparent"
      >
        <Search className="size-3.5" aria-hidden />
        <span className="max-sm:sr-only">Search or jump</span>
        <kbd className="font-sans text-xs max-md:hidden">⌘K</kbd>
      </button>
      {Opened && shown ? (
        <Opened role={role} view={shown} onView={setShown} onClose={() => setShown(null)} />
      ) : null}
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
