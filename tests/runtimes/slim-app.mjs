// The tiny app with `./slim` in place of the main entry: each runtime has its own way to bring the wasm.

import * as emulator from 'livingdocs-media-library/emulator';
import * as messages from 'livingdocs-media-library/messages';
import * as slim from 'livingdocs-media-library/slim';
import * as small from 'livingdocs-media-library/validator';
import { tryOut } from './try-out.mjs';

export const { init, initSync } = slim;
export const run = () => tryOut(slim, small, emulator, messages);
