// Which modules share a file. Left alone, the bundler makes a file of every set of modules that the same entries need: some
// sixty, most of them below 4 kB, and a page would ask for thirty before it is usable. Three files follow from
// how the site is used instead; what is loaded on demand stays apart.

import path from "node:path";

/** All modules that `root` imports, directly or not, without `import()`. */
function reach(root, build) {
  const found = new Set();
  const visit = (id) => {
    if (found.has(id)) return;
    found.add(id);
    for (const other of build.getModuleInfo(id)?.importedIds ?? []) visit(other);
  };
  visit(root);
  return found;
}

/**
 * `shared`: what both the page and an element need at first sight; `dashboard`: the rest of the page, which an element
 * loads when it is started; `charts`: Chart.js and what is drawn with it. Words that are loaded on demand are one file, which
 * a page in another language loads at first sight.
 */
export function chunkGroups(source) {
  const at = (name) => path.join(source, name);
  const [page, element] = [at("app/main.ts"), at("widget/element.ts")];
  const drawn = at("charts/charts.ts");
  let sets;
  const belongs = (group) => (id, build) => {
    if (!sets) {
      const [dashboard, ofElement, charts] = [page, element, drawn].map((one) => reach(one, build));
      const shared = new Set([...dashboard].filter((one) => ofElement.has(one)));
      sets = { shared, dashboard, charts };
    }
    const isEntry = id === page || id === element;
    return sets[group].has(id) && !isEntry ? group : null;
  };
  const words = [at("catalogue/strings.later.ts"), at("catalogue/stops.ts")];
  return [
    { name: (id) => (words.includes(id) ? "strings.later" : null), priority: 4 },
    ...["shared", "dashboard", "charts"].map((group, i) => ({
      name: belongs(group),
      priority: 3 - i,
    })),
  ];
}
