"use client";

import { useQueryStates } from "nuqs";
import { useState } from "react";
import { labParsers } from "./lab-parsers.ts";
import { type LabState, labStateSchema } from "./lab-state.ts";

/** The lab's state: the address, and beside it a query that no address can hold. */
export function useLabState() {
  const [address, setAddress] = useQueryStates(labParsers, { history: "replace" });
  const [unaddressed, setUnaddressed] = useState<string>();
  const query = address.q === "" ? (unaddressed ?? "") : address.q;

  function ask(text: string) {
    const fits = labStateSchema.shape.q.safeParse(text).success;
    setUnaddressed(fits ? undefined : text);
    // A new question is a step that the back button goes over; the open row belongs to the old one.
    void setAddress({ q: fits ? text.trim() : "", open: "" }, { history: "push" });
  }

  function change(part: Partial<Omit<LabState, "q">>) {
    void setAddress(part);
  }

  return { query, k: address.k, mode: address.mode, open: address.open, ask, change };
}
