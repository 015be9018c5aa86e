import type { ForgeManifest, JiraSite, Principal } from '../contract';
import type { HostLog } from './host-log';
import type { Caller } from './invoker';
import type { PlatformAnswer, PlatformCall } from './runtime/messages';
import { missingScopes, scopesFor } from './scopes';

/** `asUser()`, `asApp()` and bare `requestJira`, with the manifest's scopes held. */
export async function answerJira(
  parts: {
    readonly manifest: ForgeManifest;
    readonly impersonationScopes: ReadonlySet<string>;
    readonly jira: JiraSite;
    readonly hostLog: HostLog;
  },
  call: PlatformCall,
  caller: Caller,
): Promise<PlatformAnswer> {
  const { manifest, jira, hostLog } = parts;
  const { method, path, headers, body } = call;
  const principal = principalOf(parts.impersonationScopes, call, caller);
  if (!principal) {
    hostLog.write(
      call.options.accountId === undefined
        ? `asUser() for ${method} ${path}: no user is present in this invocation. Use asApp(), or asUser(accountId) with allowImpersonation.`
        : `asUser(accountId) for ${method} ${path}: that account is not the caller, and no scope of it has allowImpersonation in manifest.yml.`,
    );
    return { status: 401, headers: { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' }, body: '' };
  }
  const missing = principal.kind === 'anonymous' ? undefined : missingScopes(manifest, call);
  if (missing) {
    const remedy =
      missing.length > 0 ? `add ${missing.join(' or ')} to permissions.scopes in manifest.yml` : 'apps may not call it';
    hostLog.write(`${method} ${path} was refused for lack of scope: ${remedy}.`);
    return {
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 401, message: 'Unauthorized; scope does not match' }),
    };
  }
  return jira.handle({ method, path, headers, principal, ...(body === undefined ? {} : { body }) });
}

function principalOf(
  impersonationScopes: ReadonlySet<string>,
  call: PlatformCall,
  caller: Caller,
): Principal | undefined {
  const { provider, accountId } = call.options;
  if (provider === 'app') return { kind: 'app' };
  if (provider !== 'user') return { kind: 'anonymous' };
  if (accountId === undefined || accountId === caller.accountId) {
    return caller.accountId === undefined ? undefined : { kind: 'user', accountId: caller.accountId };
  }
  const mayAct = scopesFor(call.method, call.path).some((scope) => impersonationScopes.has(scope));
  return mayAct ? { kind: 'user', accountId } : undefined;
}
