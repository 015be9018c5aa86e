import { cpSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { getEntryPoints, getNodeBundler, getWrapperProvider } from '@forge/bundler';
import { ConfigFile, FileSystemReader, FileSystemWriter, I18nResourceBundlingService } from '@forge/cli-shared';

/**
 * What `forge deploy` does to an app's functions, without the deploying. Runs in a child process
 * whose working directory is the app's folder, because Atlassian's packages look there.
 * Argument: the folder to fill.
 */
async function build(outFolder: string): Promise<void> {
  const fileSystemReader = new FileSystemReader();
  const config = new ConfigFile(fileSystemReader, new FileSystemWriter());
  const { translations, modules } = await config.readConfig();
  const handlers = await config.getAppHandlers();
  const i18nResourceBundle = await new I18nResourceBundlingService().bundle(modules, translations);
  const bundler = getNodeBundler(quietLogger, getWrapperProvider({ fileSystemReader }), config);
  const output = await bundler.bundle({
    appDirectory: process.cwd(),
    entryPoints: getEntryPoints(handlers),
    i18nResourceBundle,
  });
  rmSync(outFolder, { recursive: true, force: true });
  mkdirSync(outFolder, { recursive: true });
  cpSync(output.outputDir, outFolder, { recursive: true });
  for (const [name, content] of output.additionalOutputs ?? []) {
    const target = join(outFolder, name);
    mkdirSync(dirname(target), { recursive: true });
    if (typeof content === 'string') copyFileSync(content, target);
    else writeFileSync(target, content);
  }
  const sdkImports = [...(output.metadata?.sdkImports ?? [])].sort();
  writeFileSync(join(outFolder, 'sdk-imports.json'), JSON.stringify(sdkImports));
}

const quietLogger = {
  info() {},
  debug() {},
  trace() {},
  warn: (message: unknown) => process.stderr.write(`${String(message)}\n`),
  error: (message: unknown) => process.stderr.write(`${String(message)}\n`),
} as unknown as Parameters<typeof getNodeBundler>[0];

build(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
