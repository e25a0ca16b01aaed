// A model of measured data: read a table, train on its first half, judge on the rest.
import { readFileSync } from "node:fs";
import { applyMapping, createLab, readTable } from "hnn-lab";

const file = new URL("swings.csv", import.meta.url); // t, angle and angular velocity of a pendulum
const table = readTable(readFileSync(file, "utf8"), "swings.csv");
console.log(table.columns.map((name, i) => `${name} → ${table.proposed[i]}`).join(", "));
const { measured } = applyMapping(table, table.proposed, { judged: true });

const lab = await createLab();
for (const model of ["hnn", "baseline"]) {
  const settings = {
    system: "pendulum", // judges energies: H = p² + 3 (1 − cos q)
    model,
    ...{ trainFraction: 0.5, derivative: "smooth", weightDecay: 1e-5 },
  };
  const run = lab.session(settings, { measured });
  for await (const p of run.train())
    process.stderr.write(`\r${model} ${p.step}  loss ${p.testLoss.toFixed(5)} `);
  const { train, test, gaps } = run.report();
  const { energyMse, coordinateMse } = run.metrics();
  console.log(
    `${model}: ${train} samples train, ${test} test, ${gaps} gaps; ` +
      `energy MSE ${energyMse.toExponential(2)}, coordinate MSE ${coordinateMse.toExponential(2)}`,
  );
  run.dispose();
}
