import type { Repository } from '../git/repository';

const LONGEST_NAME = 200;
const NAME = /^[^\s/]+(?:\/[^\s/]+)+$/;

/**
 * `owner/name` as the app will know the repository; the app refuses a batch with any other.
 *
 *     accepted  acme/ledger, acme/payments/ledger
 *     refused   '', 'ledger', 'acme/', 'acme/le dger', a name of more than 200 characters
 */
export function isRepositoryName(name: string): boolean {
  return name.length <= LONGEST_NAME && NAME.test(name);
}

/**
 * The name from where the clone came from, else from its folder; `undefined` when neither gives a usable one.
 *
 *     origin https://git.example.com/acme/ledger.git  acme/ledger
 *     no origin, or one without an owner              local/ledger, by the folder
 */
export function findRepositoryName({
  originUrl,
  folderName,
}: Pick<Repository, 'originUrl' | 'folderName'>): string | undefined {
  const inOrigin = originUrl === undefined ? undefined : nameInUrl(originUrl);
  const byFolder = `local/${folderName.replace(/\.git$/, '').replace(/\s+/g, '-')}`;
  return [inOrigin, byFolder].find((name) => name !== undefined && isRepositoryName(name));
}

/**
 *     https://token@git.example.com/acme/ledger.git  acme/ledger
 *     git@git.example.com:acme/ledger.git            acme/ledger
 *     ssh://git@git.example.com:22/acme/ledger/      acme/ledger
 *     ../ledger, /srv/git/ledger.git                 none: a folder of this machine says nothing of an owner
 */
export function nameInUrl(url: string): string | undefined {
  const path =
    /^[a-z][a-z0-9+.-]*:\/\/[^/]+\/(.+)$/i.exec(url)?.[1] ?? /^(?:[^/@:]+@)?[^/:]{2,}:(?!\/\/)(.+)$/.exec(url)?.[1];
  return path?.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
}
