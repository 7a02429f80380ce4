type Kind = "success" | "error" | "message";
type Options = { description?: string; duration?: number; action?: Action };
type Action = { label: string; onClick: () => void };
export type Toast = { kind: Kind; message: string; options: Options | undefined };

let show: ((toast: Toast) => void) | undefined;
let wake = () => {};
const waiting: Toast[] = [];

function send(kind: Kind, message: string, options: Options | undefined): void {
  if (show) show({ kind, message, options });
  else {
    waiting.push({ kind, message, options });
    wake();
  }
}

/** Shows a short note. The library behind it is loaded with the first one. */
export const toast = {
  success: (message: string, options?: Options) => send("success", message, options),
  error: (message: string, options?: Options) => send("error", message, options),
  message: (message: string, options?: Options) => send("message", message, options),
};

/** Calls back once something wants to be shown and nothing can show it yet. */
export function onFirstToast(callback: () => void): void {
  wake = callback;
  if (waiting.length > 0) wake();
}

/** Hands all toasts to `next` from now on, the waiting ones first. */
export function showToastsWith(next: (toast: Toast) => void): void {
  show = next;
  for (const toast of waiting.splice(0)) next(toast);
}
