// `export *` leaves the default export behind, and with it wasm-bindgen's code that fetches a file.
export * from 'wasm-glue';
