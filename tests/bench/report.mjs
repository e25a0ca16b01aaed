export const format = "hnn-lab/performance/1";
export const writeReport = () => [];
