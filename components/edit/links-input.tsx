"use client";

import { Plus, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Link } from "#lib/corpus/field-schemas.ts";

type LinksProps = { value: readonly Link[]; onChange: (links: Link[]) => void };

/** Links with a label and an address each, in order. */
export function LinksInput({ value, onChange }: LinksProps) {
  const put = (at: number, link: Link) =>
    onChange(value.map((one, index) => (index === at ? link : one)));
  return (
    <div className="flex flex-col gap-1.5">
      {value.map((link, at) => (
        <div key={at} className="flex gap-1.5">
          <Input
            aria-label={`Label of link ${at + 1}`}
            placeholder="Label"
            value={link.label}
            maxLength={200}
            onChange={(event) => put(at, { ...link, label: event.target.value })}
          />
          <Input
            aria-label={`Address of link ${at + 1}`}
            placeholder="https://…"
            value={link.url}
            maxLength={2000}
            onChange={(event) => put(at, { ...link, url: event.target.value })}
          />
          <Button
            size="icon"
            variant="ghost"
            className="size-8"
            aria-label={`Remove link ${at + 1}`}
            onClick={() => onChange(value.filter((_, index) => index !== at))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <div>
        <Button size="sm" onClick={() => onChange([...value, { label: "", url: "" }])}>
          <Plus aria-hidden /> Add a link
        </Button>
      </div>
    </div>
  );
}
