export * from './validator-entry.js';
export { MediaLibraryClient } from './client.js';
export {
  MediaLibraryError,
  ValidationError,
  UnsupportedError,
  ConnectionError,
  TimeoutError,
  ResponseFormatError,
  ApiError,
  BadRequestError,
  AuthenticationError,
  PermissionError,
  NotFoundError,
  ConflictError,
  GoneError,
  RateLimitError,
  ServerError,
  isMediaLibraryError,
} from './errors.js';
