import type { ReactNode } from "react";

type AuthPageProps = { title: string; environment: string; children: ReactNode };

/** The frame of the pages before the console: one narrow column, the environment in sight. */
export function AuthPage({ title, environment, children }: AuthPageProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-5 px-4 py-10">
      <header className="flex flex-col gap-1">
        <p className="text-xs text-muted">
          Corpus console ·{" "}
          <span className={environment === "production" ? "font-semibold text-danger" : ""}>
            {environment}
          </span>
        </p>
        <h1 className="text-lg font-semibold">{title}</h1>
      </header>
      {children}
    </main>
  );
}
