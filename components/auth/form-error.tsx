import { TriangleAlert } from "lucide-react";

/** What went wrong with a form, announced when it appears. */
export function FormError({ id, error }: { id?: string; error: Error | null }) {
  return (
    <div id={id} role="alert" className="empty:hidden">
      {error ? (
        <p className="flex items-start gap-2 rounded-md border border-danger bg-danger-soft p-2.5 text-danger">
          <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {error.message}
        </p>
      ) : null}
    </div>
  );
}
