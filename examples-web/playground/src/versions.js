/** The newest first. */
export const API_VERSIONS = ['2026-05', '2026-03', '2026-01', '2025-11', '2025-09', '2025-07', '2025-05', '2025-03'];

/** Those that brought something; without one, the newest that the package knows. */
export const SERVER_RELEASES = [
  'release-2026-05',
  'release-2026-03',
  'release-2026-01',
  'release-2025-11',
  'release-2025-03',
  'release-2024-01',
  'release-2022-03',
  'release-2020-12',
];
