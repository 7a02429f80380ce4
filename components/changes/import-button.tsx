"use client";

import { Upload } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet, SheetContent, SheetTrigger } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const ImportPanel = dynamic(() => import("./import-panel.tsx"), {
  loading: () => <Skeleton className="h-64 w-full" />,
});

/** Brings back an exported file that was edited elsewhere. */
export function ImportButton() {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button>
          <Upload aria-hidden /> Import CSV
        </Button>
      </SheetTrigger>
      <SheetContent
        title="Import an edited CSV"
        description="An export of documents or chunks, edited elsewhere. Its columns id and version say which rows it is for."
        className="w-[min(44rem,calc(100vw-1rem))]"
      >
        <ImportPanel onDone={() => setOpen(false)} />
      </SheetContent>
    </Sheet>
  );
}
