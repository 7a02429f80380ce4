"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { onFirstToast } from "./toast.ts";

// Most pages never show one.
const SonnerToaster = dynamic(() => import("./sonner-toaster.tsx"), { ssr: false });

/** Where toasts appear. Call `toast` of toast.ts to show one. */
export function Toaster() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => onFirstToast(() => setWanted(true)), []);
  return wanted ? <SonnerToaster /> : null;
}
