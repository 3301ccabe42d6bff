// Compiled, never run: `livingdocs-media-library/locate` as a user meets it.

import { Validator } from 'livingdocs-media-library/validator';
import { locate, locator, type LocateOptions, type Place } from 'livingdocs-media-library/locate';

const text = '{"patches": []}';
export const places: Place[] = new Validator().validateJson(text).map(({ path }) => locate(text, path));
export const options: LocateOptions = { key: undefined };
export const { start, end, line, column }: Record<keyof Place, number> = locate(new Uint8Array(), ['patches', 0], { key: true });

const place = locator(new ArrayBuffer(0));
export const again: Place = place([], options);
// @ts-expect-error: a list, not a text
place('patches.0');
// @ts-expect-error: text or bytes, not what was parsed
locate({ patches: [] }, []);
// @ts-expect-error: not to be changed
locate(text, []).start = 1;
