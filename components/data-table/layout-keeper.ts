import { apiSend } from "#components/api-client.ts";
import { toast } from "#components/ui/toast.ts";
import type { TableLayout } from "#lib/url/table-answers.ts";

const settleMs = 600;
const slot = (screen: string) => `layout of ${screen}`;
/** What this tab last made of its tables: a page that is come back to was drawn before. */
const made = new Map<string, TableLayout>();

export function lastMade(screen: string): TableLayout | undefined {
  return made.get(screen);
}

/** What this tab sent last and has no answer to: the page that was loaded meanwhile may not know of it. */
export function unanswered(screen: string): TableLayout | undefined {
  const text = sessionStorage.getItem(slot(screen));
  return text === null ? undefined : (JSON.parse(text) as TableLayout);
}

/** Keeps the last of several layouts: a moment after it was made, or with `now` at once, also of a page that is left. */
export function createLayoutKeeper(screen: string) {
  let waiting: TableLayout | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    clearTimeout(timer);
    if (!waiting) return;
    const text = JSON.stringify(waiting);
    const sent = apiSend("PUT", `/api/tables/${screen}/layout`, waiting, { keepalive: true });
    waiting = undefined;
    sent.then(
      () =>
        sessionStorage.getItem(slot(screen)) === text && sessionStorage.removeItem(slot(screen)),
      () =>
        toast.error(
          "How the table is arranged could not be kept. It holds until you close this tab.",
        ),
    );
  };
  const later = (layout: TableLayout) => {
    waiting = layout;
    made.set(screen, layout);
    sessionStorage.setItem(slot(screen), JSON.stringify(layout));
    clearTimeout(timer);
    timer = setTimeout(now, settleMs);
  };
  return { later, now };
}
