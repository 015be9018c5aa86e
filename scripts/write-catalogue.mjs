/** The catalogue module: one import a detector, in the order given. */
export function writeCatalogue(ids) {
  const imports = [...ids].sort().map((id) => `import ${nameOf(id)} from './detectors/${id}';`);
  return [
    '// Written by `npm run sync` from the files in detectors/. Do not edit.',
    "import type { Detector } from './define-detector';",
    ...imports,
    '',
    '/** Every detector, by checklist line and sentence. */',
    'export const CATALOGUE: readonly Detector[] = [',
    ...ids.map((id) => `  ${nameOf(id)},`),
    '];',
    '',
  ].join('\n');
}

function nameOf(id) {
  return id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
