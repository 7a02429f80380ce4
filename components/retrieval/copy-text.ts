import { toast } from "#components/ui/toast.ts";

/** Puts text on the clipboard and says so. `what` begins the sentence: "The curl line". */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success(`${what} can be pasted now.`);
  } catch {
    toast.error("This browser did not allow copying.");
  }
}
