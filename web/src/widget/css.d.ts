// Style sheets that a script brings along as text (see filesBesideTheBundle in web/scripts/build.mjs).
declare module "*.css" {
  const text: string;
  export default text;
}
