// Series as CSV (RFC 4180), with unrounded numbers: the shortest text that reads back as the same double.

export interface Column {
  /** With the unit, if there is one. */
  name: string;
  values: ArrayLike<number> | readonly string[];
}

/** The shortest text that reads back as the same double; JavaScript's own conversion loses the sign of −0. */
export const exact = (value: number) => (Object.is(value, -0) ? "-0" : String(value));

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Columns side by side, the shorter ones empty at the end; `comments` stand above, each after a #. */
export function csvOf(columns: readonly Column[], comments: readonly string[] = []): string {
  const rows = Math.max(0, ...columns.map(({ values }) => values.length));
  const cell = ({ values }: Column, row: number) => {
    const value = row < values.length ? values[row] : "";
    return typeof value === "number" ? exact(value) : quoted(value ?? "");
  };
  const head = comments.map((line) => `# ${line.replace(/[\r\n]+/g, " ")}`);
  const names = columns.map(({ name }) => quoted(name)).join(",");
  const lines = Array.from({ length: rows }, (_, row) =>
    columns.map((column) => cell(column, row)).join(","),
  );
  return `${[...head, names, ...lines].join("\n")}\n`;
}
