import type { ReactNode } from "react";

type PageHeaderProps = { title: string; purpose: ReactNode; action?: ReactNode };

/** A page's title, one line of what it is for, the primary action at the right. */
export function PageHeader({ title, purpose, action }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 pt-4 pb-3">
      <div className="min-w-0 flex-1 basis-56">
        <h1 className="text-lg font-semibold break-words">{title}</h1>
        <div className="text-muted">{purpose}</div>
      </div>
      {action ? <div className="flex flex-wrap items-center gap-2">{action}</div> : null}
    </header>
  );
}
