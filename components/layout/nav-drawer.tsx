"use client";

import { Menu } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet, SheetContent, SheetTrigger } from "#components/ui/sheet.tsx";
import type { Role } from "#lib/auth/schemas.ts";
import { Nav } from "./nav.tsx";

type DrawerProps = { role: Role; icons: Record<string, ReactNode> };

/** The navigation of narrow windows. */
export function NavDrawer({ role, icons }: DrawerProps) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Open navigation" className="md:hidden">
          <Menu aria-hidden />
        </Button>
      </SheetTrigger>
      <SheetContent title="Console" side="left" className="w-64">
        <Nav role={role} icons={icons} onNavigate={() => setOpen(false)} />
      </SheetContent>
    </Sheet>
  );
}
