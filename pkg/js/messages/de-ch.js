import { german } from './de.js';

/** Swiss German: « », and no ß. */
export const deCH = /* @__PURE__ */ german('de-CH', ['«', '»'], { size: 'Dateigrösse' });
