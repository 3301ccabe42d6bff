/** What Livingdocs has where a project configures no media types. */
const DEFAULTS = [
  {
    handle: 'image',
    type: 'mediaImage',
    metadata: ['title', 'caption', 'source', 'description'].map((handle) => ({ handle, type: 'li-text' })),
  },
];

export const mediaTypesOf = ({ mediaTypes = [] }) => (mediaTypes.length > 0 ? mediaTypes : DEFAULTS);

/** The media type of an entry, where the project has it. */
export function mediaTypeOf({ mediaTypes }, entry) {
  return mediaTypes?.find(({ handle }) => handle === entry?.mediaType);
}

/** The property of that name: as the media type has it, or with no more than its name. */
export function propertyOf(mediaType, name) {
  return propertiesOf(mediaType).find(({ handle }) => handle === name) ?? { handle: name };
}

export const propertiesOf = (mediaType) => mediaType?.metadata ?? [];
