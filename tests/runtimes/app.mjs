// The tiny app that is run as it is, or bundled.

import * as library from 'livingdocs-media-library';
import * as emulator from 'livingdocs-media-library/emulator';
import * as messages from 'livingdocs-media-library/messages';
import * as small from 'livingdocs-media-library/validator';
import { tryOut } from './try-out.mjs';

export const run = () => tryOut(library, small, emulator, messages);
