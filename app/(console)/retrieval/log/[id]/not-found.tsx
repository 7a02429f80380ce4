import { EmptyState } from "#components/ui/empty-state.tsx";

export default function NoSuchRetrieval() {
  return (
    <>
      <h1 className="sr-only">Retrieval not found</h1>
      <EmptyState title="No retrieval is logged under this id">
        Its time may be over, logging may have been switched off or behind when it was asked, or it
        asked for more than you may see.
      </EmptyState>
    </>
  );
}
