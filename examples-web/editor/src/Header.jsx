import { LANGUAGES, useLanguage } from './language/Language.jsx';

/** `pictures` is the address of what is open there. An import stays with its server. */
export function Header({ connection, isImport, isImporting, pictures, onConnect }) {
  const { t, language, setLanguage } = useLanguage();
  return (
    <header className="top">
      <p className="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="7" />
          <path d="M6 23l7-9 5 6 3-4 5 7z" />
          <circle cx="21.5" cy="10" r="2.5" />
        </svg>
        {t.brand}
      </p>
      <nav className="views" aria-label={t.views.label}>
        <a href={pictures} aria-current={isImport ? undefined : 'page'}>
          {t.views.pictures}
        </a>
        <a href="#import" aria-current={isImport ? 'page' : undefined}>
          {t.views.import}
        </a>
      </nav>
      <div className="tools">
        <button type="button" className="quiet connection" disabled={isImporting} onClick={onConnect}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <rect x="1.5" y="2" width="13" height="5" rx="1.5" />
            <rect x="1.5" y="9" width="13" height="5" rx="1.5" />
            <path d="M4 4.5h.01M4 11.5h.01" />
          </svg>
          <span className="unseen">{t.connection.title}: </span>
          <span className="host">{hostOf(connection.baseUrl)}</span>
        </button>
        <label className="unseen" htmlFor="language">
          {t.language}
        </label>
        <select id="language" value={language} onChange={(event) => setLanguage(event.target.value)}>
          {LANGUAGES.map(([value, name]) => (
            <option key={value} value={value} lang={value}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </header>
  );
}

function hostOf(baseUrl) {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}
