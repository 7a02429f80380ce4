export type PastedTarget = { target: string; words: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an id that was pasted in may be asked as; nothing where the text is no id. Pure. */
export function pastedTargets(text: string): PastedTarget[] {
  const id = text.trim().toLowerCase();
  if (!uuid.test(id)) return [];
  return [
    { target: `chunk:${id}`, words: "The chunk of this id" },
    { target: id, words: "The document of this id" },
  ];
}
