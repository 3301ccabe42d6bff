export * from './validator-entry.js';
export { MediaLibraryClient } from './client.js';
export { MediaLibraryError, isMediaLibraryError } from './media-library-error.js';
export {
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
} from './errors.js';
