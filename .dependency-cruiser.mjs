// The layers of web/src (docs/architecture.md, section 2): a folder imports only from itself and from those before it.
// Types count as well as values. Run by `npm run lint`.

const layers = [
  { folder: "base", from: [] },
  { folder: "protocol", from: [] },
  { folder: "catalogue", from: ["protocol"] },
  { folder: "lab", from: ["protocol", "catalogue"] },
  { folder: "worker", from: ["protocol", "catalogue", "lab"] },
  { folder: "engine", from: ["base", "protocol", "catalogue", "lab", "worker"] },
  { folder: "state", from: ["base", "protocol", "catalogue", "lab"] },
  { folder: "drawing", from: ["base", "protocol", "state"] },
  { folder: "charts", from: ["base", "protocol", "catalogue", "lab", "state", "drawing"] },
  { folder: "canvas", from: ["base", "protocol", "catalogue", "state", "drawing"] },
  { folder: "panels", from: ["base", "protocol", "catalogue", "lab", "state", "drawing"] },
];
const below = layers.map(({ folder }) => folder);
const anywhere = [
  { folder: "app", from: below },
  { folder: "widget", from: [...below, "app"] },
  { folder: "embed", from: ["base", "catalogue", "state", "app", "widget"] },
  { folder: "deck", from: ["base", "catalogue", "widget"] },
];

const folderRule = ({ folder, from }) => ({
  name: `layer-${folder}`,
  comment: `web/src/${folder} may import from: ${[folder, ...from].join(", ")}.`,
  severity: "error",
  from: { path: `^web/src/${folder}/` },
  to: { path: "^web/src/", pathNot: `^web/src/(${[folder, ...from].join("|")})/` },
});

export default {
  forbidden: [
    ...[...layers, ...anywhere].map(folderRule),
    {
      name: "no-cycle",
      comment: "Files that import each other can only be read together.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolved",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(hnn-lab:|\\.\\./\\.\\./\\.\\./wasm_build/dist/)" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(node_modules|wasm_build/dist)" },
    enhancedResolveOptions: { extensions: [".ts", ".mts", ".js", ".mjs"] },
  },
};
