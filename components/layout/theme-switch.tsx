"use client";

import { Moon, Sun } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { useOpenLater } from "#components/ui/use-open-later.ts";

export function ThemeSwitch() {
  const { Opened, trigger } = useOpenLater(() => import("./theme-menu-open.tsx"));
  if (Opened) return <Opened />;
  return (
    <Button variant="ghost" size="icon" aria-label="Theme" aria-haspopup="menu" {...trigger}>
      <Sun className="dark:hidden" aria-hidden />
      <Moon className="hidden dark:block" aria-hidden />
    </Button>
  );
}
