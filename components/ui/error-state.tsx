import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

type ErrorStateProps = {
  title: string;
  children?: ReactNode;
  requestId?: string | undefined;
  action?: ReactNode;
};

/** What happened, what is unharmed, what to do, and a request id to copy. */
export function ErrorState({ title, children, requestId, action }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className="flex flex-col items-start gap-2 rounded-md border border-danger bg-danger-soft p-4"
    >
      <p className="flex items-center gap-2 font-medium text-danger">
        <TriangleAlert className="size-4" aria-hidden />
        {title}
      </p>
      {children ? <div className="max-w-prose">{children}</div> : null}
      {requestId ? (
        <p className="flex items-center gap-1">
          Request <CopyButton value={requestId} label="request id" />
        </p>
      ) : null}
      {action}
    </div>
  );
}
