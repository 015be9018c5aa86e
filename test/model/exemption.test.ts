import { exemptionOf } from '../../src/model/exemption';
import { DEFAULT_SETTINGS } from '../../src/model/settings';
import { commitOf } from '../builders/worlds';

const settings = {
  ...DEFAULT_SETTINGS.trace,
  exemptPrefixes: ['MINOR:', 'HOTFIX:', ''],
  botAuthors: ['release-bot', 'hash-renovate'],
};

test.each`
  message                                   | exemption
  ${'1.2.3'}                                | ${'a version bump'}
  ${'v1.2.3-beta.1'}                        | ${'a version bump'}
  ${'Release 1.2.3'}                        | ${'a version bump'}
  ${'Bump version to 1.2.3'}                | ${'a version bump'}
  ${'[release] 2.0.0'}                      | ${'a version bump'}
  ${'MINOR: fix a typo'}                    | ${'marked MINOR: by convention'}
  ${'Bump lodash to 4.17.5'}                | ${undefined}
  ${'Release the lock'}                     | ${undefined}
  ${'Fix 1.2.3'}                            | ${undefined}
  ${'minor: the convention is in capitals'} | ${undefined}
  ${'Undo\n\nMINOR: only in the body'}      | ${undefined}
  ${''}                                     | ${undefined}
`('"$message" is exempt because it is: $exemption', ({ message, exemption }) => {
  expect(exemptionOf(commitOf({ sha: 'c1', message }), settings)?.reason).toBe(exemption);
});

test.each`
  why                    | commit                                            | exemption
  ${'two parents'}       | ${commitOf({ sha: 'c1', parents: ['p1', 'p2'] })} | ${'a merge'}
  ${'one parent'}        | ${commitOf({ sha: 'c1', parents: ['p1'] })}       | ${undefined}
  ${'a bot by account'}  | ${commitOf({ sha: 'c1', author: 'release-bot' })} | ${'written by a bot'}
  ${'a bot by its hash'} | ${commitOf({ sha: 'c1', author: 'renovate' })}    | ${'written by a bot'}
  ${'somebody else'}     | ${commitOf({ sha: 'c1', author: 'ana' })}         | ${undefined}
`('with $why: $exemption', ({ commit, exemption }) => {
  expect(exemptionOf(commit, settings)?.reason).toBe(exemption);
});

test.each`
  what               | switchedOff                      | commit
  ${'merges'}        | ${{ mergesExempt: false }}       | ${commitOf({ sha: 'c1', parents: ['p1', 'p2'] })}
  ${'bots'}          | ${{ botsExempt: false }}         | ${commitOf({ sha: 'c1', author: 'release-bot' })}
  ${'bots by name'}  | ${{ botsExempt: false }}         | ${{ ...commitOf({ sha: 'c1' }), byBot: true }}
  ${'version bumps'} | ${{ versionBumpsExempt: false }} | ${commitOf({ sha: 'c1', message: 'v1.2.3' })}
  ${'tools'}         | ${{ toolCommitsExempt: false }}  | ${commitOf({ sha: 'c1', message: 'chore(deps): lodash' })}
  ${'conventions'}   | ${{ exemptPrefixes: [] }}        | ${commitOf({ sha: 'c1', message: 'MINOR: typo' })}
`('$what are exempt by a setting that can be switched off, and say which', ({ switchedOff, commit }) => {
  const [setting] = Object.keys(switchedOff);
  expect(exemptionOf(commit, settings)?.setting).toBe(setting);
  expect(exemptionOf(commit, { ...settings, ...switchedOff })).toBeUndefined();
});
