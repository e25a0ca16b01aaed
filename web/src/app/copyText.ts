// Copies to the clipboard. Not loaded on demand, because browsers allow copying only in the turn of the click.
import { text } from "../catalogue/strings.js";
import type { Notices } from "../panels/notices.js";

/** Shows `done`, or the text itself if copying is not allowed. */
export async function copyText(notices: Notices, value: string, done: string) {
  try {
    await navigator.clipboard.writeText(value);
    notices.say({ kind: "copy", message: done, seconds: 6 });
  } catch {
    notices.say({ kind: "copy", message: text.copyFailed(value) });
  }
}
