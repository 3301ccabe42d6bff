import { useState } from 'react';
import { useEntry } from '../entry/EntryContext.jsx';
import { useAction } from '../entry/useAction.js';
import { useLanguage } from '../language/Language.jsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.jsx';
import { Failure } from '../ui/Failure.jsx';
import { References } from './References.jsx';
import { RevokeForm } from './RevokeForm.jsx';
import { useReferences } from './useReferences.js';

/** Where the picture is used; taking it out of use, and back. */
export function RightsPanel({ pictureState, onOpen, onUnsaved }) {
  const { client, entry } = useEntry();
  const documents = useReferences(client, entry.id, 'documents');
  const media = useReferences(client, entry.id, 'media');
  // The API tells of a revocation only by refusing the picture: without one, both ways are open.
  const isRevoked = pictureState === 'revoked';
  const isShown = pictureState === 'shown';
  return (
    <>
      <References documents={documents} media={media} onOpen={onOpen} />
      {!isRevoked && <RevokeForm documents={documents} media={media} onUnsaved={onUnsaved} />}
      {!isShown && <Unrevoke isRevoked={isRevoked} />}
      <Archive />
    </>
  );
}

function Unrevoke({ isRevoked }) {
  const { t } = useLanguage();
  const { run, busy, failure } = useAction({ success: t.rights.unrevoked });
  return (
    <section>
      <h2>{t.rights.unrevoke}</h2>
      <p>{isRevoked ? t.rights.isRevoked : t.rights.mayBeRevoked}</p>
      <Failure failure={failure} />
      <button type="button" disabled={busy} onClick={() => run([{ operation: 'unrevokeAsset' }])}>
        {t.rights.unrevokeNow}
      </button>
    </section>
  );
}

function Archive() {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  return (
    <section>
      <h2>{t.rights.archive}</h2>
      <p>{t.rights.archiveText}</p>
      <button type="button" className="quiet" onClick={() => setAsking(true)}>
        {t.rights.archiveAsk}
      </button>
      {asking && (
        <ConfirmDialog
          title={t.rights.archiveTitle}
          action={t.rights.archiveNow}
          success={t.rights.archived}
          patches={[{ operation: 'archive' }]}
          onClose={close}
        >
          <p>{t.rights.archiveText}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
