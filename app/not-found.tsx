import type { Metadata } from "next";
import { PageNote } from "#components/ui/page-note.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main>
      <PageNote title="There is no page at this address">
        Check the address, or start from the overview.
      </PageNote>
    </main>
  );
}
