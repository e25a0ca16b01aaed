// Why a part of the page could not be loaded, and the message with its remedy.

/** "replaced": the site has a new version, whose scripts have other names. */
export type Missing = "offline" | "replaced" | "unknown";

export interface RetryWords {
  message: string;
  action: string;
}
