import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { fluent } from './build/fluent.ts';

const server = process.env.VIGIA_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [fluent(), svelte()],
  build: {
    outDir: 'dist',
    // The server sends a strict Content-Security-Policy: nothing may be inlined as data:.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
});
