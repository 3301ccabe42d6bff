export default { compatibilityDate: '2026-11-17', preset: 'cloudflare_module', experimental: { wasm: true } };
