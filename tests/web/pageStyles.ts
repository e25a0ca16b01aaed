// The page's style sheet as it is delivered: all layers in one text.
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const main = fileURLToPath(new URL("../../web/src/app/main.css", import.meta.url));

export function pageStyles({ minify = false } = {}): string {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [main],
    bundle: true,
    write: false,
    minify,
  });
  return outputFiles[0]?.text ?? "";
}

/** The value of a custom property of the root in the light or the dark theme. */
export function themeColour(css: string, theme: "light" | "dark", name: string): string {
  const pattern = new RegExp(`--${name}:[^;]*var\\(--if-${theme}, (#[0-9a-f]{6})\\)`);
  return css.match(pattern)?.[1] ?? "";
}
