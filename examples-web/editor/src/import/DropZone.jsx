import { useEffect, useState } from 'react';
import { useLanguage } from '../language/Language.jsx';

/** Where a file is dropped or chosen. */
export function DropZone({ file, disabled, onFile }) {
  const { t, formatNumber } = useLanguage();
  const [isOver, setIsOver] = useState(false);
  const [isSeveral, setIsSeveral] = useState(false);
  useKeptPage();
  const take = (files) => {
    setIsOver(false);
    setIsSeveral(files.length > 1);
    if (files.length === 1 && !disabled) onFile(files[0]);
  };
  const drag = {
    onDragOver: () => setIsOver(!disabled),
    onDragLeave: () => setIsOver(false),
    onDrop: (event) => take(event.dataTransfer.files),
  };
  const choose = (event) => {
    take(event.target.files);
    // The same file, mended, may be chosen again.
    event.target.value = '';
  };
  return (
    <div className="drop" data-over={isOver || undefined} {...drag}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path d="M16 21V6m-6 6 6-6 6 6M5 20v5a2 2 0 0 0 2 2h18a2 2 0 0 0 2-2v-5" />
      </svg>
      <p>
        <strong>{t.import.drop}</strong> {t.import.or}
      </p>
      <input
        id="import-file"
        className="unseen"
        type="file"
        accept=".csv,.tsv,.ndjson,.jsonl,text/csv"
        disabled={disabled}
        aria-describedby="import-hint"
        onChange={choose}
      />
      <label className="button" htmlFor="import-file">
        {t.import.choose}
      </label>
      <p className="hint" id="import-hint">
        {t.import.hint}
      </p>
      <p className="hint">
        <a href="import-sample.csv" download>
          {t.import.sample}
        </a>
      </p>
      {file && (
        <p>
          <strong>{file.name}</strong> <span className="hint">{t.file.bytes(formatNumber(file.size))}</span>
        </p>
      )}
      {isSeveral && (
        <p className="issue" role="alert">
          {t.import.oneFile}
        </p>
      )}
    </div>
  );
}

/** A file that is dropped beside would be opened in the place of the page, with all that was typed. */
function useKeptPage() {
  useEffect(() => {
    const keep = (event) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    addEventListener('dragover', keep);
    addEventListener('drop', keep);
    return () => {
      removeEventListener('dragover', keep);
      removeEventListener('drop', keep);
    };
  }, []);
}
