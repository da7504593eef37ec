import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
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
    // The map library is 1 MB by nature; build/size.mjs holds the limits that matter.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        codeSplitting: { groups: [{ name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@mapbox|@maplibre)/ }] },
      },
    },
  },
  test: { include: ['src/**/*.test.ts', 'build/**/*.test.ts'], environment: 'node' },
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
});
