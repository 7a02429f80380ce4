"use client";

import { Flag } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Subject } from "#lib/corpus/field-schemas.ts";

const FlagForm = dynamic(() => import("./flag-form.tsx"), {
  loading: () => <Skeleton className="h-64 w-full" />,
});

/** Anybody may leave a note on a document or chunk. */
export function FlagButton({
  subject,
  id,
  size = "md",
}: {
  subject: Subject;
  id: string;
  size?: "sm" | "md";
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size={size}>
          <Flag aria-hidden /> Flag
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Flag this ${subject}`}
        description="Whoever curates the corpus sees it under Flags."
      >
        <FlagForm subject={subject} id={id} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
