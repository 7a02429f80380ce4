"use client";

import { useQueryStates } from "nuqs";
import { useState } from "react";
import { cleanText, labParsers, maxQueryInAddress } from "./lab-parsers.ts";

/** The lab's state: the address, and beside it a query that no address can hold. */
export function useLabState() {
  const [address, setAddress] = useQueryStates(labParsers, { history: "replace" });
  const [unaddressed, setUnaddressed] = useState<string>();
  const query = address.q === "" ? (unaddressed ?? "") : address.q;

  function ask(text: string) {
    const clean = cleanText(text, maxQueryInAddress);
    setUnaddressed(clean === null ? text : undefined);
    // A new question is a step that the back button goes over; the open row belongs to the old one.
    void setAddress({ q: clean ?? "", open: "" }, { history: "push" });
  }

  function change(part: { k?: number; mode?: string; open?: string }) {
    void setAddress(part);
  }

  return { query, k: address.k, mode: address.mode, open: address.open, ask, change };
}
