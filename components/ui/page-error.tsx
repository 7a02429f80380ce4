type PageErrorProps = { requestId: string | undefined };

/** What stands where a page could not be read. Every page carries it, so it brings no library along. */
export function PageError({ requestId }: PageErrorProps) {
  return (
    <div
      role="alert"
      className="m-4 flex flex-col items-start gap-2 rounded-md border border-danger bg-danger-soft p-4"
    >
      <h1 className="font-medium text-danger">This page could not be read</h1>
      <p className="max-w-prose">
        The server or the database did not answer as it should. Nothing was changed. Try again; if
        it stays so, give an admin the request id.
      </p>
      {requestId ? (
        <p>
          Request <code className="font-mono text-xs select-all">{requestId}</code>
        </p>
      ) : null}
      <button
        type="button"
        onClick={() => window.location.reload()}
        className="h-8 rounded-md border border-line-strong bg-raised px-3 text-sm font-medium hover:bg-hover"
      >
        Try again
      </button>
    </div>
  );
}
