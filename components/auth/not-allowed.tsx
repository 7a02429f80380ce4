import { PageNote } from "#components/ui/page-note.tsx";

/** For staff whose role does not open a page. */
export function NotAllowed() {
  return (
    <PageNote title="Your role does not open this page">
      You are signed in, and nothing was changed. An admin can give you another role.
    </PageNote>
  );
}
