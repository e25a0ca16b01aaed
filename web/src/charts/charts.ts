// The charts, loaded in one file with Chart.js when the page is idle.
export { EnergyChart } from "./energyChart.js";
export { ErrorChart } from "./errorChart.js";
export { LossChart } from "./lossChart.js";
