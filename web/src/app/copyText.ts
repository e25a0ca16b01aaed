// Copies to the clipboard. Not loaded on demand: browsers allow it only in the same turn as the click.
import { text } from "../catalogue/strings.js";
import type { Notices } from "../panels/notices.js";

/** Says `done`, or shows the text where copying is not allowed. */
export async function copyText(notices: Notices, value: string, done: string) {
  try {
    await navigator.clipboard.writeText(value);
    notices.say({ kind: "copy", message: done, seconds: 6 });
  } catch {
    notices.say({ kind: "copy", message: text.copyFailed(value) });
  }
}
