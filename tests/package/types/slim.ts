// Compiled, never run: `livingdocs-media-library/slim` as a user meets it.

import { MediaLibraryClient, Validator, type Issue } from 'livingdocs-media-library';
import module from 'livingdocs-media-library/client.wasm';
import * as slim from 'livingdocs-media-library/slim';
import type { PatchRequest } from 'livingdocs-media-library/slim';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const sure = <T extends true>(): T | undefined => undefined;

declare const request: PatchRequest;

sure<Equal<typeof module, WebAssembly.Module>>();
sure<Equal<typeof slim.Validator, typeof Validator>>();
sure<Equal<typeof slim.MediaLibraryClient, typeof MediaLibraryClient>>();
sure<Equal<ReturnType<typeof slim.init>, Promise<void>>>();
sure<Equal<ReturnType<typeof slim.initSync>, void>>();

export async function start(): Promise<readonly Issue[]> {
  await slim.init(fetch('/client.wasm'));
  await slim.init(new Response());
  await slim.init(WebAssembly.compileStreaming(fetch('/client.wasm')));
  for (const input of [module, new ArrayBuffer(8), new Uint8Array(8), new DataView(new ArrayBuffer(8))]) {
    await slim.init(input);
    await slim.init(Promise.resolve(input));
    slim.initSync(input);
  }
  // TypeScript's own WebAssembly.Module is an empty interface, which even a string fits: the rest is told at runtime.
  // @ts-expect-error: something has to be given
  await slim.init();
  // @ts-expect-error: something has to be given
  slim.initSync(undefined);
  return new slim.Validator().validate(request);
}
