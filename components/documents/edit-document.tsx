"use client";

import { Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet, SheetContent, SheetTrigger } from "#components/ui/sheet.tsx";
import type { DocumentDetail } from "#lib/corpus/schemas.ts";

// Loaded when it is opened: forms weigh more than the page.
const EditForm = dynamic(() => import("./edit-form.tsx"));

type EditDocumentProps = {
  document: Pick<
    DocumentDetail,
    "id" | "version" | "title" | "path" | "status" | "embedMode" | "guardrailFlags" | "manifest"
  >;
  mayLoosen: boolean;
};

/** The edit button and its side panel. */
export function EditDocument({ document, mayLoosen }: EditDocumentProps) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button>
          <Pencil aria-hidden /> Edit
        </Button>
      </SheetTrigger>
      <SheetContent title="Edit document" description={document.path}>
        <EditForm document={document} mayLoosen={mayLoosen} onDone={() => setOpen(false)} />
      </SheetContent>
    </Sheet>
  );
}
