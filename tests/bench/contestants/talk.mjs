// The talk between the bench and a contestant's process: the contestant says { error } when it is ready, then
// answers each line with a line of JSON, and ends with its standard input.

import { createInterface } from "node:readline";

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

/** `make()` resolves to { error, obey(line), close?() }. */
export async function talk(make) {
  console.log = console.error; // peers print greetings
  try {
    const { error, obey, close } = await make();
    say({ error });
    for await (const line of createInterface({ input: process.stdin })) say(await obey(line));
    await close?.();
    process.exit(0);
  } catch (error) {
    say({ failed: String(error?.message ?? error).split("\n")[0] });
    process.exit(1);
  }
}
