"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { showToastsWith } from "./toast.ts";

/** The toasts themselves. Its effect runs after the library's own, which listens by then. */
export default function SonnerToaster() {
  const { resolvedTheme } = useTheme();
  useEffect(
    () => showToastsWith(({ kind, message, options }) => toast[kind](message, options)),
    [],
  );
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      closeButton
      toastOptions={{ className: "text-sm" }}
    />
  );
}
