"use client";

import { CircleUserRound } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { useOpenLater } from "#components/ui/use-open-later.ts";

/** Who is signed in, and the way out. */
export function AccountMenu(props: { email: string; roleLabel: string }) {
  const { Opened, trigger } = useOpenLater(() => import("./account-menu-open.tsx"));
  if (Opened) return <Opened {...props} />;
  return (
    <Button variant="ghost" size="icon" aria-label="Account" aria-haspopup="menu" {...trigger}>
      <CircleUserRound aria-hidden />
    </Button>
  );
}
