// The message about a part of the page that could not be loaded, with its remedy. Pure.
import type { Missing, RetryWords } from "../base/missing.js";
import { text } from "../catalogue/strings.js";

export function missingWords(why: Missing, reason: string): RetryWords & { reloads: boolean } {
  switch (why) {
    case "offline":
      return { message: text.viewOffline, action: text.tryAgain, reloads: false };
    case "replaced":
      return { message: text.newVersion, action: text.reloadPage, reloads: true };
    case "unknown":
      return { message: text.viewMissing(reason), action: text.tryAgain, reloads: false };
    default:
      return why satisfies never;
  }
}
