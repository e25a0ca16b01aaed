// The page's style sheet, made fit for a shadow root when the site is built: what the page says of its root is said of the
// host, and widths are those of the element instead of the window's.

export function scoped(css) {
  return css
    .replaceAll(":root:root:root", ":host")
    .replace(/:root:not\(([^)]*)\)/g, ":host(:not($1))")
    .replace(/:root(\[[^\]]*\])/g, ":host($1)")
    .replaceAll(":root", ":host")
    .replace(/@media\s*\((max|min)-width:\s*([\d.]+rem)\)\s*\{/g, "@container ($1-width:$2){")
    .replace(
      /@media\s*\(min-width:\s*[\d.]+rem\)\s*and\s*\(min-height:[^)]*\)\s*\{/g,
      "@media not all{",
    )
    .replace(/(^|[{}\s,])body(?=[\s{,])/g, "$1.widget")
    .replaceAll("#app", ".widget");
}
