"use client";

import { Play, RefreshCw } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { RunKind } from "#lib/ingest/runs-schemas.ts";
import { type ChosenDocuments, chosenWords } from "./chosen-documents.ts";

const NewRunPanel = dynamic(() => import("./new-run-panel.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
});

type ButtonProps = {
  /** What the run is about; without it the whole corpus, or a part that is named in the dialog. */
  chosen?: ChosenDocuments;
  kind?: RunKind;
  label?: string;
  small?: boolean;
  disabled?: boolean;
};

/** Opens the dialog in which a run is planned, priced and started. Closing it before that starts nothing. */
export function NewRunButton({
  chosen,
  kind = "ingest",
  label = "New run",
  small = false,
  disabled = false,
}: ButtonProps) {
  const [open, setOpen] = useState(false);
  const discard = useRef<(() => void) | null>(null);
  const change = (next: boolean) => {
    if (!next) discard.current?.();
    setOpen(next);
  };
  const Icon = kind === "reembed" ? RefreshCw : Play;
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button
          variant={chosen ? "outline" : "primary"}
          size={small ? "sm" : "md"}
          disabled={disabled}
        >
          <Icon aria-hidden /> {label}
        </Button>
      </DialogTrigger>
      <DialogContent
        title="New run"
        description={
          chosen
            ? `Over ${chosenWords(chosen)}. A worker makes the plan first; nothing starts before you have seen it.`
            : "A worker makes the plan first; nothing starts before you have seen what it does and costs."
        }
        className="w-[min(40rem,calc(100vw-2rem))]"
      >
        <NewRunPanel kind={kind} chosen={chosen} discard={discard} onClose={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
