"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const RunLimitsForm = dynamic(() => import("./run-limits-form.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
});

/** What runs may cost: opens the form. */
export function RunLimitsButton({ label }: { label: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>{label}</Button>
      </DialogTrigger>
      <DialogContent
        title="Limits and prices of runs"
        description="They hold from the next request to the provider on."
      >
        <RunLimitsForm onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
