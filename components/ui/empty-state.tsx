import { Inbox, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = {
  title: string;
  icon?: LucideIcon;
  action?: ReactNode;
  children?: ReactNode;
};

/** Why there is nothing here, and what to do about it. */
export function EmptyState({ title, icon: Icon = Inbox, action, children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-16 text-center">
      <Icon className="size-6 text-muted" aria-hidden />
      <p className="text-base font-medium">{title}</p>
      {children ? <div className="max-w-prose text-muted">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
