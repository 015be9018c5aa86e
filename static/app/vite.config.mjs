import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * One resource for every surface: relative addresses, no inline scripts, nothing from elsewhere.
 * The design system asks a remote client about its experiments; a frame without egress has no use
 * for it, so a stub answers instead and 30 KB are not shipped.
 */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  resolve: {
    alias: [{ find: /^@atlaskit\/feature-gate-js-client(\/.*)?$/, replacement: here('src/feature-gates-off.ts') }],
  },
  build: {
    target: 'es2022',
    manifest: true,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
