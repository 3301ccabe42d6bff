// Surroundings that are frozen, as source text for a process of its own.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './installed.mjs';

/** To be imported before anything is locked. */
export const SES = String(pathToFileURL(join(root, 'node_modules/ses/index.js')));
export const LOCK = 'lockdown({ errorTaming: "unsafe", consoleTaming: "unsafe", stackFiltering: "verbose" });';
/** None of the prototypes' names can be assigned then. */
export const FREEZE = 'for (const { prototype } of [Object, Array, Function, Error, TypeError, Promise, Map, Set, RegExp, String]) Object.freeze(prototype);';
