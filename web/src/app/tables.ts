// Tables of the visitor's own: their text, and the dialog that says what the columns mean. Loaded with the first table,
// since most visitors bring none.
import { text } from "../catalogue/strings.js";
import { tableLimit } from "../lab/table.js";
import { printed } from "../state/format.js";

export { DataDialog } from "../panels/dataDialog.js";

const megabyte = 2 ** 20;

/** The text of a table; throws where it is too long to be read at all. */
export async function readTableFile(file: File): Promise<string> {
  if (file.size > tableLimit)
    throw new Error(
      text.own.tooLarge(printed((file.size / megabyte).toFixed(1)), String(tableLimit / megabyte)),
    );
  return file.text();
}
