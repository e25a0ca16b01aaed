// One of the view's options as a row of buttons, which dispatches the choice.
import type { SystemInfo } from "../../../catalogue/settings.js";
import { settingLabel } from "../../../catalogue/strings.js";
import { segmented } from "../../../panels/viewControls.js";
import { viewTable } from "../../../state/experiment.js";
import type { Field } from "../../../state/fields.js";
import type { ViewContext } from "../../view.js";

export function viewChoice(
  { catalogue, dispatch }: ViewContext,
  key: "overlay" | "part" | "energyKind",
) {
  // The choices are the same for every system.
  const table = viewTable(catalogue, catalogue.systems[0] as SystemInfo);
  const row = table.find((field) => field.key === key) as Field;
  return segmented(
    row,
    (value) => dispatch({ type: "change-view", key, value }),
    settingLabel(key),
  );
}
