import { AppError } from "#lib/errors/app-error.ts";

const maxDepth = 32;

/** Refuses what Postgres cannot store: U+0000, half surrogate pairs, and nesting without end. */
export function refuseBadText(json: unknown): void {
  // A list instead of recursion: hostile nesting must not use up the stack.
  const todo: { value: unknown; path: string; depth: number }[] = [
    { value: json, path: "", depth: 0 },
  ];
  for (let item = todo.pop(); item; item = todo.pop()) {
    const { value, path, depth } = item;
    if (typeof value === "string") checkText(value, path);
    if (typeof value !== "object" || value === null) continue;
    if (depth >= maxDepth)
      throw new AppError("invalid", `The body is nested deeper than ${maxDepth} levels.`);
    for (const [name, inner] of Object.entries(value)) {
      checkText(name, path);
      todo.push({ value: inner, path: path ? `${path}.${name}` : name, depth: depth + 1 });
    }
  }
}

function checkText(text: string, path: string): void {
  if (!text.includes("\u0000") && text.isWellFormed()) return;
  const message = "Contains characters that cannot be stored. Type the text again.";
  throw new AppError("invalid", message, path ? { fields: { [path]: message } } : {});
}
