export type { CatalogLabel, CatalogRow } from './catalog.js';
export { catalog, meters } from './catalog.js';
export { catalogMarkdown } from './catalog-markdown.js';
