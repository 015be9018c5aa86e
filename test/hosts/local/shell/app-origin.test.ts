import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CSPInjectionService, CSPProcessingService } from '@forge/csp';
import { load } from 'cheerio';
import { createAppOrigin } from '../../../../src/hosts/local/shell/app-origin';
import { appOrigin, manifest, siteOrigin } from './fake-host';

const html =
  '<!doctype html><html><head><title>app</title><script src="./assets/app.js"></script></head><body></body></html>';

function openApp(permissions = manifest.permissions) {
  const appFolder = mkdtempSync(join(tmpdir(), 'app-'));
  const built = join(appFolder, 'static/app/dist');
  mkdirSync(join(built, 'assets'), { recursive: true });
  writeFileSync(join(built, 'index.html'), html);
  writeFileSync(join(built, 'assets/app.js'), 'go()');
  writeFileSync(join(appFolder, 'secret.txt'), 'secret');
  writeFileSync(join(appFolder, 'bridge.js'), 'bridge()');
  const app = createAppOrigin({
    manifest: { ...manifest, permissions },
    appFolder,
    bridgeScript: join(appFolder, 'bridge.js'),
    siteOrigin: () => siteOrigin,
    port: () => 4101,
    now: () => Date.UTC(2017, 10, 13),
  });
  return (path: string, headers: Record<string, string> = {}) =>
    Promise.resolve(app.request(appOrigin + path, { headers: { host: 'localhost:4101', ...headers } }));
}

/** As Atlassian's own package prints it. */
function atlassiansPolicy(permissions: object): string[] {
  const details = new CSPProcessingService({ info: () => undefined }, load).getCspDetails(html, permissions as never);
  return new CSPInjectionService().getInjectableCSP({
    existingCSPDetails: details,
    microsEnv: 'prod',
    hostname: siteOrigin,
  });
}

describe("the app's own origin", () => {
  it.each`
    why                         | permissions
    ${'as the manifest stands'} | ${manifest.permissions}
    ${'without any permission'} | ${{ scopes: [] }}
    ${'with a picture host'}    | ${{ scopes: [], external: { images: [{ address: 'https://pictures.example' }] } }}
  `(
    "sends Atlassian's policy $why, but keeps reports here",
    async ({ permissions }: { permissions: typeof manifest.permissions }) => {
      const answer = await openApp(permissions)('/app/index.html');
      const sent = (answer.headers.get('content-security-policy') ?? '').split('; ');
      const expected = atlassiansPolicy(permissions);
      const isReport = (directive: string) => directive.startsWith('report-uri');
      expect(sent.filter((directive) => !isReport(directive))).toEqual(
        expected.filter((directive) => !isReport(directive)),
      );
      expect(sent.filter(isReport)).toEqual([`report-uri ${siteOrigin}/__host/csp-report`]);
    },
  );

  it('allows inline styles only because the manifest asks for them', async () => {
    const styles = async (permissions: typeof manifest.permissions) =>
      (await openApp(permissions)('/app/index.html')).headers
        .get('content-security-policy')
        ?.match(/style-src [^;]*/)?.[0];
    expect(await styles(manifest.permissions)).toContain("'unsafe-inline'");
    expect(await styles({ scopes: [] })).not.toContain("'unsafe-inline'");
  });

  it('puts the stand-in for their bridge before every other script', async () => {
    const page = load(await (await openApp()('/app/')).text());
    expect(
      page('head script')
        .map((_, script) => page(script).attr('src'))
        .get(),
    ).toEqual(['/__bridge.js', './assets/app.js']);
    expect(page('head script').first().attr('data-site')).toBe(siteOrigin);
  });

  it('serves the bundle, the bridge and the design tokens', async () => {
    const get = openApp();
    expect(await (await get('/app/assets/app.js')).text()).toBe('go()');
    expect(await (await get('/__bridge.js')).text()).toBe('bridge()');
    const tokens = await (await get('/__tokens.css')).text();
    expect(tokens).toContain('--ds-surface:');
    expect(tokens).toContain('[data-color-mode="dark"]');
  });

  it.each`
    why                            | path                                | status
    ${'a resource that is none'}   | ${'/other/index.html'}              | ${404}
    ${'a file that is none'}       | ${'/app/assets/gone.js'}            | ${404}
    ${'a file outside the bundle'} | ${'/app/..%2f..%2f..%2fsecret.txt'} | ${403}
  `('refuses $why', async ({ path, status }: { path: string; status: number }) => {
    const answer = await openApp()(path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain('secret');
  });

  it('answers to its own name only', async () => {
    expect((await openApp()('/app/index.html', { host: 'rebound.example' })).status).toBe(421);
  });
});
