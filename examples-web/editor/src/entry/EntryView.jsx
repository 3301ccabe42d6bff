import { useEffect, useRef, useState } from 'react';
import { FilePanel } from '../file/FilePanel.jsx';
import { useLanguage } from '../language/Language.jsx';
import { MetadataForm } from '../metadata/MetadataForm.jsx';
import { useProject } from '../project/ProjectContext.jsx';
import { RightsPanel } from '../rights/RightsPanel.jsx';
import { Facts } from '../ui/Facts.jsx';
import { Failure } from '../ui/Failure.jsx';
import { Tabs } from '../ui/Tabs.jsx';
import { UsagePanel } from '../usage/UsagePanel.jsx';
import { ConflictDialog } from './ConflictDialog.jsx';
import { EntryProvider, useEntry, useEntrySession } from './EntryContext.jsx';
import { Picture } from './Picture.jsx';
import { titleOf } from './titleOf.js';
import { usePicture } from './usePicture.js';

const TABS = ['metadata', 'file', 'rights', 'usage'];

/** One entry: its picture, and all that can be done with it. */
export function EntryView({ client, id, tab, desk, onTab, onOpen, onEntry, isUnsaved, onConnect }) {
  const { t } = useLanguage();
  const project = useProject();
  const session = useEntrySession(client, id, onEntry);
  const { entry, failure, conflict, round, reload } = session;
  const { unsaved, mark } = useUnsavedTabs(isUnsaved);
  if (!entry) {
    return failure ? (
      <NotOpened id={id} failure={failure} onRetry={reload} onConnect={onConnect} />
    ) : (
      <p className="welcome" role="status">
        {t.loading}
      </p>
    );
  }
  return (
    <EntryProvider session={session}>
      <Opened entry={entry} client={client} round={round}>
        {(picture) => {
          const contents = {
            metadata: <MetadataForm key={round} onUnsaved={mark.metadata} />,
            file: <FilePanel key={round} files={desk.files} onUnsaved={mark.file} />,
            rights: <RightsPanel key={round} pictureState={picture.state} onOpen={onOpen} onUnsaved={mark.rights} />,
            usage: <UsagePanel onUnsaved={mark.usage} />,
          };
          const tabs = TABS.map((id) => ({
            id,
            label: t.tabs[id],
            mark: unsaved[id] && t.unsaved,
            content: contents[id],
          }));
          return (
            <>
              <Failure failure={failure} />
              <Failure failure={project.failure}>{t.noProject}</Failure>
              <Tabs label={t.tabs.label} tabs={tabs} chosen={TABS.includes(tab) ? tab : TABS[0]} onChoose={onTab} />
            </>
          );
        }}
      </Opened>
      {conflict && <ConflictDialog conflict={conflict} />}
    </EntryProvider>
  );
}

function Opened({ entry, client, round, children }) {
  const { t, formatDate, labelOf } = useLanguage();
  const { mediaType } = useEntry();
  const picture = usePicture(client, entry.asset?.key, entry.version);
  const work = useRescuedFocus([entry, picture.state, round]);
  return (
    <article className="entry">
      <header>
        <h1>{titleOf(entry)}</h1>
        <p className="badges">
          <code>{entry.id}</code>
          <span className="badge">{t.version(entry.version)}</span>
          {picture.state === 'revoked' && <span className="badge revoked">{t.picture.revokedBadge}</span>}
        </p>
      </header>
      <div className="look">
        <Picture picture={picture} entry={entry} />
        <Facts
          facts={[
            [t.facts.mediaType, mediaType ? labelOf(mediaType) : entry.mediaType],
            [t.facts.createdAt, entry.createdAt && formatDate(entry.createdAt)],
            [t.facts.updatedAt, entry.updatedAt && formatDate(entry.updatedAt)],
            [t.facts.externalId, entry.externalId],
            [t.facts.systemName, entry.systemName],
          ]}
        />
      </div>
      <div className="work" {...work}>{children(picture)}</div>
    </article>
  );
}

function NotOpened({ id, failure, onRetry, onConnect }) {
  const { t } = useLanguage();
  // What fails again is shown again.
  const retry = () => onRetry().catch(() => {});
  return (
    <div className="welcome">
      <h1>{t.notOpened(id)}</h1>
      <Failure failure={failure} />
      <p className="row">
        <button type="button" onClick={retry}>
          {t.retry}
        </button>
        <button type="button" className="quiet" onClick={onConnect}>
          {t.connection.title}
        </button>
      </p>
    </div>
  );
}

/**
 * What had the focus may be gone after a change, or disabled: then the keyboard goes on from the element with these
 * properties, not from the top of the page.
 */
function useRescuedFocus(changes) {
  const place = useRef(null);
  const last = useRef(null);
  useEffect(() => {
    const isLost = last.current && (!last.current.isConnected || last.current.disabled);
    if (isLost && document.activeElement === document.body) place.current?.focus();
  }, changes);
  const onFocus = (event) => {
    last.current = event.target;
  };
  return { ref: place, onFocus, tabIndex: -1 };
}

/** Which tabs hold something unsaved. `mark.file(true)` never changes, so that effects can rely on it. */
function useUnsavedTabs(isUnsaved) {
  const [unsaved, setUnsaved] = useState({});
  const [mark] = useState(() =>
    Object.fromEntries(TABS.map((tab) => [tab, (is) => setUnsaved((now) => ({ ...now, [tab]: is }))])),
  );
  const isAny = Object.values(unsaved).some(Boolean);
  useEffect(() => {
    isUnsaved.current = isAny;
    return () => {
      isUnsaved.current = false;
    };
  }, [isUnsaved, isAny]);
  return { unsaved, mark };
}
