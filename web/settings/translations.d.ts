/** Names and descriptions of the options, as Home Assistant's own page of them shows. */
declare module '*.yaml' {
  const texts: unknown;
  export default texts;
}
