declare module 'virtual:messages/es' {
  const source: string;
  export default source;
}
declare module 'virtual:messages/en' {
  const source: string;
  export default source;
}
declare module 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url' {
  const url: string;
  export default url;
}
