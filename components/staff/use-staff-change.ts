"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiError } from "#components/api-client.ts";
import { toast } from "#components/ui/toast.ts";

/** A change of the staff list from a dialog: closes it, says what was done and reads the list anew. */
export function useStaffChange<Input>(change: (input: Input) => Promise<string>) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const mutation = useMutation({
    mutationFn: change,
    onSuccess: (message) => {
      setOpen(false);
      toast.success(message);
      router.refresh();
    },
    onError: (error) => {
      if (error instanceof ApiError && [404, 409].includes(error.status)) router.refresh();
    },
  });
  return {
    open,
    setOpen: (next: boolean) => {
      if (next) mutation.reset();
      setOpen(next);
    },
    mutation,
  };
}
