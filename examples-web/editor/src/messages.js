/** What the package says about an issue, in the page's languages. */
export { de, describe, en, fr } from 'livingdocs-media-library/messages';
