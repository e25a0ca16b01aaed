// Style sheets that scripts of the page bring along as text.
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
