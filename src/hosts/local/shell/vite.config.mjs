import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The Jira-like page around the app. It is never deployed, so its size does not matter much. */
export default defineConfig({
  root: here('web'),
  base: '/',
  plugins: [react()],
  resolve: {
    alias: [{ find: /^@atlaskit\/feature-gate-js-client(\/.*)?$/, replacement: here('web/site/no-experiments.ts') }],
  },
  build: {
    target: 'es2022',
    outDir: here('dist/web'),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
});
