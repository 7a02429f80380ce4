"use client";

import { Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet, SheetContent, SheetTrigger } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Subject } from "#lib/corpus/field-schemas.ts";

// Loaded when it is opened: forms weigh more than the page.
const EditPanel = dynamic(() => import("./edit-panel.tsx"), {
  loading: () => <Skeleton className="h-64 w-full" />,
});

type EditButtonProps = { subject: Subject; id: string; label: string; size?: "sm" | "md" };

/** The edit button of one row and its side panel. */
export function EditButton({ subject, id, label, size = "md" }: EditButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button size={size}>
          <Pencil aria-hidden /> Edit
        </Button>
      </SheetTrigger>
      <SheetContent
        title={`Edit ${subject}`}
        description={label}
        className="w-[min(40rem,calc(100vw-1rem))]"
      >
        <EditPanel subject={subject} id={id} onDone={() => setOpen(false)} />
      </SheetContent>
    </Sheet>
  );
}
