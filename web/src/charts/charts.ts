// The charts that are loaded when the page is at rest, in one file with Chart.js.
export { EnergyChart } from "./energyChart.js";
export { ErrorChart } from "./errorChart.js";
export { LossChart } from "./lossChart.js";
