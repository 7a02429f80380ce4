"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { FileText, FlaskConical, Keyboard, type LucideIcon, Search } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useDeferredValue, useRef, useState } from "react";
import { apiGet } from "#components/api-client.ts";
import { can } from "#lib/auth/permissions.ts";
import type { Role } from "#lib/auth/schemas.ts";
import { navIcons } from "./nav-icons.ts";
import { navGroups } from "./nav-items.ts";

type JumpDialogProps = { role: Role; onKeys: () => void; onClose: () => void };

/** Pages, documents by title or path, and what else can be done with the words typed. */
export function JumpDialog({ role, onKeys, onClose }: JumpDialogProps) {
  const router = useRouter();
  const [words, setWords] = useState("");
  // What the person moved to; until then the first choice is marked, also when documents come later.
  const [moved, setMoved] = useState<string>();
  const steering = useRef(false);
  const typed = words.trim();
  const documents = useDocuments(typed);
  const go = (href: string) => {
    onClose();
    router.push(href as Route);
  };
  const pages = navGroups
    .flatMap(({ items }) => items)
    .filter(({ label, needs }) => can(role, needs) && contains(label, typed));
  const first = pages[0]?.href ?? documents.data?.items[0]?.id ?? "ask";
  const type = (next: string) => {
    steering.current = false;
    setWords(next);
    setMoved(undefined);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-lg border bg-raised shadow-float"
        >
          <Dialog.Title className="sr-only">Search or jump</Dialog.Title>
          <Command
            shouldFilter={false}
            label="Search or jump"
            value={moved ?? first}
            onValueChange={(value) => (steering.current ? setMoved(value) : undefined)}
            onKeyDown={({ key }) => {
              if (key.startsWith("Arrow")) steering.current = true;
            }}
            onPointerMove={() => {
              steering.current = true;
            }}
            loop
          >
            <div className="flex items-center gap-2 border-b px-3">
              <Search className="size-4 text-muted" aria-hidden />
              <Command.Input
                value={words}
                onValueChange={type}
                placeholder="A page, a document, or a question"
                className="h-11 w-full bg-transparent text-base outline-none placeholder:text-muted"
              />
            </div>
            <Command.List className="max-h-[60dvh] overflow-y-auto p-2" tabIndex={-1}>
              {pages.length > 0 ? (
                <Command.Group heading="Pages" className={groupStyle}>
                  {pages.map(({ href, label }) => (
                    <Choice
                      key={href}
                      value={href}
                      icon={navIcons[href] ?? FileText}
                      onSelect={() => go(href)}
                    >
                      {label}
                    </Choice>
                  ))}
                </Command.Group>
              ) : null}
              <Documents {...documents} onOpen={(id) => go(`/documents/${id}`)} />
              {typed === "" ? null : (
                <Command.Group heading="With these words" className={groupStyle}>
                  <Choice
                    value="ask"
                    icon={FlaskConical}
                    onSelect={() => go(`/retrieval?q=${encodeURIComponent(typed)}`)}
                  >
                    Ask the lab
                  </Choice>
                  <Choice
                    value="search-documents"
                    icon={Search}
                    onSelect={() => go(`/documents?q=${encodeURIComponent(typed)}`)}
                  >
                    Search all documents
                  </Choice>
                </Command.Group>
              )}
              {contains("keys", typed) ? (
                <Command.Group heading="Help" className={groupStyle}>
                  <Choice value="keys" icon={Keyboard} onSelect={onKeys}>
                    Keys
                  </Choice>
                </Command.Group>
              ) : null}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const groupStyle =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted";

type ChoiceProps = {
  value: string;
  icon: LucideIcon;
  onSelect: () => void;
  children: React.ReactNode;
};

function Choice({ value, icon: Icon, onSelect, children }: ChoiceProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 data-[selected=true]:bg-selected"
    >
      <Icon className="size-4 shrink-0 text-muted" aria-hidden />
      <span className="min-w-0">{children}</span>
    </Command.Item>
  );
}

type Found = { items: { id: string; title: string; path: string }[] };

/** Asked for from the second letter on. */
function useDocuments(words: string): { data: Found | undefined; error: Error | null } {
  const asked = useDeferredValue(words);
  const enabled = asked.length > 1;
  const { data, error } = useQuery({
    queryKey: ["jump", asked],
    queryFn: ({ signal }) => apiGet<Found>(`/api/jump?q=${encodeURIComponent(asked)}`, signal),
    enabled,
    placeholderData: (former) => former,
  });
  return enabled ? { data, error } : { data: undefined, error: null };
}

type DocumentsProps = ReturnType<typeof useDocuments> & { onOpen: (id: string) => void };

function Documents({ data, error, onOpen }: DocumentsProps) {
  if (error)
    return (
      <p role="alert" className="px-2 py-2 text-danger">
        Documents could not be searched: {error.message}
      </p>
    );
  if (!data || data.items.length === 0)
    return data ? <p className="px-2 py-2 text-muted">No document of that title or path.</p> : null;
  return (
    <Command.Group heading="Documents" className={groupStyle}>
      {data.items.map(({ id, title, path }) => (
        <Choice key={id} value={id} icon={FileText} onSelect={() => onOpen(id)}>
          <span className="block truncate">{title}</span>
          <span className="block truncate font-mono text-xs text-muted">{path}</span>
        </Choice>
      ))}
    </Command.Group>
  );
}

function contains(label: string, words: string): boolean {
  return label.toLowerCase().includes(words.toLowerCase());
}
