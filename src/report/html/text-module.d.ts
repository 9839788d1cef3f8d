/** A file of the report as text: the build reads it. */
declare module '*?text' {
  const text: string;
  export default text;
}
