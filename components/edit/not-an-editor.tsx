/** Why there is no edit button. */
export function NotAnEditor() {
  return (
    <span className="text-muted">
      Your role reads. A content owner edits; anybody may flag what is wrong.
    </span>
  );
}
