import { PageNote } from "#components/ui/page-note.tsx";

/** Inside the console's frame, which has the main landmark already. */
export default function NotFound() {
  return (
    <PageNote title="There is nothing at this address">
      It may have been removed. Check the address, or start from the overview.
    </PageNote>
  );
}
