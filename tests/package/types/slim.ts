// Compiled, never run: `livingdocs-media-library/slim` as a user meets it.

import { MediaLibraryClient, Validator, type Issue } from 'livingdocs-media-library';
import * as slim from 'livingdocs-media-library/slim';
import type { PatchRequest } from 'livingdocs-media-library/slim';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const sure = <T extends true>(): T | undefined => undefined;

declare const module: WebAssembly.Module;
declare const request: PatchRequest;

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
  // @ts-expect-error: an address is to be fetched first
  await slim.init('/client.wasm');
  // @ts-expect-error: something has to be given
  await slim.init();
  // @ts-expect-error: a Response takes time
  slim.initSync(new Response());
  // @ts-expect-error: so does a promise
  slim.initSync(WebAssembly.compile(new ArrayBuffer(8)));
  return new slim.Validator().validate(request);
}
