// What the build makes of some imports: style sheets as text, the address of the worker's script.
declare module "*.css" {
  const text: string;
  export default text;
}
declare module "*.css?inline" {
  const text: string;
  export default text;
}
declare module "*.css?inline&scoped" {
  const text: string;
  export default text;
}
declare module "*?worker&url" {
  const address: string;
  export default address;
}
