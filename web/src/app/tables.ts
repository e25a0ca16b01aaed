// The visitor's own data: a table's text or a data set, and the dialog for the column meanings. Loaded with the
// first file, because most visitors have none.

import { dataText } from "../catalogue/strings.later.js";
import { type DataSet, readDataSet } from "../lab/dataSet.js";
import { isSafetensors } from "../lab/safetensors.js";
import { tableLimit } from "../lab/table.js";
import { printed } from "../state/format.js";

export { DataDialog } from "../panels/dataDialog.js";

const megabyte = 2 ** 20;

/** The text of a table, or a data set; throws if it is too long or broken. */
export async function readDataFile(file: File): Promise<string | DataSet> {
  if (file.size > tableLimit)
    throw new Error(
      dataText.tooLarge(printed((file.size / megabyte).toFixed(1)), String(tableLimit / megabyte)),
    );
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isSafetensors(bytes)) return readDataSet(bytes);
  const content = new TextDecoder().decode(bytes);
  return content.trimStart().startsWith("{") ? readDataSet(content) : content;
}
