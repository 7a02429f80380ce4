type SharedFieldProps = { shared: boolean; onChange: (shared: boolean) => void };

/** Who sees what is saved. */
export function SharedField({ shared, onChange }: SharedFieldProps) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        checked={shared}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-(--accent)"
      />
      Shared with all staff
      <span className="text-muted">{shared ? "" : "(only you see it)"}</span>
    </label>
  );
}
