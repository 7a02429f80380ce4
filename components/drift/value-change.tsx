import { ValueText } from "#components/ui/value-text.tsx";

type ChangeProps = { field: string; from: unknown; to: unknown };

/** One field before and after. */
export function ValueChange({ field, from, to }: ChangeProps) {
  return (
    <p className="break-words">
      <span className="text-muted">{field.replaceAll("_", " ")}: </span>
      <del className="text-muted">
        <ValueText value={from} />
      </del>{" "}
      →{" "}
      <ins className="no-underline">
        <ValueText value={to} />
      </ins>
    </p>
  );
}
