"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Input } from "#components/ui/input.tsx";

type FormProps = {
  mayShare: boolean;
  onSave: (name: string, shared: boolean) => Promise<void>;
};

/** Keeps the filters and the order that are in force under a name. */
export function SaveViewForm({ mayShare, onSave }: FormProps) {
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [saving, setSaving] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    // What went wrong was said by the one who saves; what was typed stays.
    await onSave(name.trim(), shared).then(
      () => setName(""),
      () => undefined,
    );
    setSaving(false);
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-2 border-t p-2">
      <div className="flex gap-2">
        <Input
          value={name}
          maxLength={100}
          required
          aria-label="Name of the new view"
          placeholder="Save filters and order as…"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" variant="primary" disabled={saving || name.trim() === ""}>
          Save view
        </Button>
      </div>
      {mayShare ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control inside is a radix checkbox.
        <label className="flex items-center gap-2">
          <Checkbox checked={shared} onCheckedChange={setShared} />
          Everyone on the staff sees it
        </label>
      ) : null}
    </form>
  );
}
