// Writes docs/settings.md from the table of settings and of the view's options. A test requires that it is current.
//
//   node --import tsx web/scripts/settings.mjs

import { writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { catalogue } from "../src/catalogue/catalogue.ts";
import { fieldHelp } from "../src/catalogue/strings.later.ts";
import { choiceLabel, settingLabel } from "../src/catalogue/strings.ts";
import { attributeOf, sharedFields } from "../src/state/attributes.ts";
import { defaultExperiment, firstSystem } from "../src/state/experiment.ts";
import { printField } from "../src/state/fields.ts";

export const file = fileURLToPath(new URL("../../docs/settings.md", import.meta.url));

function range({ type, min, max, minLength, maxLength, choices, key }) {
  const numbers = `${min} … ${max}`;
  switch (type) {
    case "boolean":
      return "true, false";
    case "choice":
      return choices
        .map((choice) => {
          const label = choiceLabel(key, choice);
          return label === choice ? `\`${choice}\`` : `\`${choice}\` (${label})`;
        })
        .join(", ");
    case "integer":
      return `whole, ${numbers}`;
    case "number":
      return numbers;
    default: {
      if (max === 0 && min === 0) return "each within its parameter's range";
      const count = minLength === maxLength ? minLength : `${minLength} to ${maxLength}`;
      return `${count} numbers, each ${numbers}`;
    }
  }
}

const escaped = (text) => String(text).replaceAll("|", "\\|");

/** The page as it should be. */
export function reference() {
  const system = firstSystem(catalogue);
  const { settings, view } = defaultExperiment(catalogue, system);
  const fields = sharedFields(catalogue, system);
  const isOfRun = new Set(catalogue.settings.map(({ key }) => key));
  const row = (field) => {
    const { key } = field;
    const label = settingLabel(key);
    const help = fieldHelp[key] ?? "";
    const value = isOfRun.has(key) ? settings[key] : view[key];
    const cells = [
      `\`${key}\``,
      `\`${attributeOf(key)}\``,
      `${label}. ${help}`,
      range(field),
      `\`${printField(value)}\``,
    ];
    return `| ${cells.map(escaped).join(" | ")} |`;
  };
  const head = "| link, package | attribute | meaning | range | default |\n|---|---|---|---|---|";
  const part = (list) => `${head}\n${list.map(row).join("\n")}\n`;
  return `# Settings

Written by \`web/scripts/settings.mjs\` from the one table that link, element, controls and checks share. Defaults and the ranges of
starts and times are those of the pendulum; each system brings its own. A link is \`?v=2&key=value&…\` and holds only what differs from the
system's quick settings; values out of range are clamped, others ignored, and the page says so.

## Of the run

They determine data, network and training. The package's \`lab.session({ … })\` accepts the same settings, and \`model\`.

${part(fields.filter(({ key }) => isOfRun.has(key)))}
## Of the view

They have no effect on training.

${part(fields.filter(({ key }) => !isOfRun.has(key)))}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(file, reference());
