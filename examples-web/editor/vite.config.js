import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// A relative base: the built page can be put into any folder of any server.
export default defineConfig({
  base: './',
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 1024 },
});
