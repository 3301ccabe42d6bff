import { useState } from 'react';
import { useLanguage } from '../language/Language.jsx';

/** Where a file is dropped or chosen. What is dropped beside it does not open in the browser either. */
export function DropZone({ file, disabled, onFile }) {
  const { t, formatNumber } = useLanguage();
  const [isOver, setIsOver] = useState(false);
  const [isSeveral, setIsSeveral] = useState(false);
  const take = (files) => {
    setIsOver(false);
    setIsSeveral(files.length > 1);
    if (files.length === 1 && !disabled) onFile(files[0]);
  };
  const drag = {
    onDragOver: (event) => {
      event.preventDefault();
      setIsOver(!disabled);
    },
    onDragLeave: () => setIsOver(false),
    onDrop: (event) => {
      event.preventDefault();
      take(event.dataTransfer.files);
    },
  };
  return (
    <div className="drop" data-over={isOver || undefined} {...drag}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path d="M16 21V6m-6 6 6-6 6 6M5 20v5a2 2 0 0 0 2 2h18a2 2 0 0 0 2-2v-5" />
      </svg>
      <p>
        <label htmlFor="import-file">{file ? t.import.another : t.import.drop}</label>
      </p>
      <input
        id="import-file"
        type="file"
        accept=".csv,.tsv,.ndjson,.jsonl,text/csv"
        disabled={disabled}
        aria-describedby="import-hint"
        onChange={(event) => {
          take(event.target.files);
          // The same file, mended, may be chosen again.
          event.target.value = '';
        }}
      />
      <p className="hint" id="import-hint">
        {t.import.hint} <a href="import-sample.csv" download>{t.import.sample}</a>
      </p>
      {file && (
        <p className="chosen">
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
