import type { Metadata } from "next";
import { NotAllowed } from "#components/auth/not-allowed.tsx";

export const metadata: Metadata = { title: "Not allowed" };

export default function Forbidden() {
  return (
    <main>
      <NotAllowed />
    </main>
  );
}
