import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.jsx';
import { LanguageProvider } from './language/Language.jsx';
import { AnnouncerProvider } from './ui/Announcer.jsx';
import './styles/base.css';
import './styles/controls.css';
import './styles/layout.css';
import './styles/entry.css';
import './styles/dialog.css';
import './styles/import.css';

createRoot(document.getElementById('app')).render(
  <StrictMode>
    <LanguageProvider>
      <AnnouncerProvider>
        <App />
      </AnnouncerProvider>
    </LanguageProvider>
  </StrictMode>,
);
