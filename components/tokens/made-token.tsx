"use client";

import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DialogClose } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { MadeToken as Made } from "#lib/auth/token-schemas.ts";
import { curlLine } from "./curl-line.ts";

/** The secret of a token just made: the only time that it can be seen. */
export function MadeToken({ made: { token, secret } }: { made: Made }) {
  if (secret === null)
    return (
      <>
        <Notice tone="warn">
          This token was made by an earlier press of the button, and its secret was told then. If
          nobody has it, replace its secret.
        </Notice>
        <Foot />
      </>
    );
  const curl = token.scopes.includes("retrieve") ? curlLine(window.location.origin, secret) : null;
  return (
    <>
      <Notice tone="warn">
        Copy the secret now. Only its hash is stored: nobody can show it again.
      </Notice>
      <Copyable label="Secret" value={secret} />
      {curl ? <Copyable label="Try it" value={curl} /> : null}
      <Foot />
    </>
  );
}

function Copyable({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <div className="mb-1 flex items-center justify-between gap-2">
        <span className="text-xs font-medium text-muted">{label}</span>
        <CopyButton value={value} label={label.toLowerCase()}>
          Copy
        </CopyButton>
      </div>
      <pre className="rounded-md bg-sunken px-2.5 py-2 font-mono text-xs break-all whitespace-pre-wrap select-all">
        {value}
      </pre>
    </div>
  );
}

function Foot() {
  return (
    <div className="flex justify-end">
      <DialogClose asChild>
        <Button variant="primary">Done</Button>
      </DialogClose>
    </div>
  );
}
