import { useEntry } from '../entry/EntryContext.jsx';
import { FreeForm } from './FreeForm.jsx';
import { TypedForm } from './TypedForm.jsx';

/** All metadata of an entry: as its media type says, or whatever there is, where the project's types are not known. */
export function MetadataForm({ onUnsaved }) {
  const { mediaType } = useEntry();
  return mediaType ? <TypedForm mediaType={mediaType} onUnsaved={onUnsaved} /> : <FreeForm onUnsaved={onUnsaved} />;
}
