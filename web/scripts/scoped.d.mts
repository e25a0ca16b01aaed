/** The page's style sheet, made fit for a shadow root. */
export function scoped(css: string): string;
