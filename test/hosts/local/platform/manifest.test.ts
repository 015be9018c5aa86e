import { backendEgress, findFunction, findModule, readManifest } from '../../../../src/hosts/local/platform/manifest';

const text = (more: string): string => `
app: { id: 'ari:cloud:ecosystem::app/1', runtime: { name: nodejs24.x } }
modules:
  function: [{ key: fn, handler: hosts/forge/index.run }, { key: broken, handler: nothing }]
${more}`;

describe('a manifest', () => {
  test('gives scopes as a list, however they are written', () => {
    const list = readManifest(text("permissions: { scopes: ['read:jira-work'] }"), 'manifest.yml');
    const map = readManifest(
      text("permissions: { scopes: { 'read:jira-work': { allowImpersonation: true }, 'storage:app': {} } }"),
      'manifest.yml',
    );
    expect(list.manifest.permissions.scopes).toEqual(['read:jira-work']);
    expect([...list.impersonationScopes]).toEqual([]);
    expect(map.manifest.permissions.scopes).toEqual(['read:jira-work', 'storage:app']);
    expect([...map.impersonationScopes]).toEqual(['read:jira-work']);
  });

  test('needs no permissions', () => {
    expect(readManifest(text(''), 'manifest.yml').manifest.permissions.scopes).toEqual([]);
  });

  test('names the addresses that functions may fetch', () => {
    const { manifest } = readManifest(
      text(
        "permissions: { scopes: [], external: { fetch: { backend: ['https://a.example', { address: 'https://b.example' }, { remote: r }] } } }",
      ),
      'manifest.yml',
    );
    expect(backendEgress(manifest)).toEqual(['https://a.example', 'https://b.example']);
  });

  test.each`
    why                       | yaml                                               | says
    ${'no mapping'}           | ${'- a'}                                           | ${'is not a YAML mapping'}
    ${'no app id'}            | ${'app: {}'}                                       | ${'has no app.id'}
    ${'no runtime'}           | ${'app: { id: a }'}                                | ${'has no app.runtime.name'}
    ${'no modules'}           | ${'app: { id: a, runtime: { name: nodejs24.x } }'} | ${'declares no modules'}
    ${'a module with no key'} | ${text('').replace('{ key: fn,', '{')}             | ${'modules.function must be a list of entries that each have a key'}
  `('with $why is refused, saying so', ({ yaml, says }: { yaml: string; says: string }) => {
    expect(() => readManifest(yaml, 'manifest.yml')).toThrow(says);
  });

  test('says what there is when asked for what is not', () => {
    const { manifest } = readManifest(text(''), 'manifest.yml');
    expect(() => findModule(manifest, 'function', 'ghost')).toThrow(
      'no function with key "ghost". It declares: fn, broken.',
    );
    expect(() => findModule(manifest, 'trigger', 'ghost')).toThrow('It declares: none.');
    expect(() => findFunction(manifest, 'broken')).toThrow('needs "handler: file.export"');
  });
});
