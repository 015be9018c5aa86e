import { scopesFor } from '../../../../src/hosts/local/platform/scopes';

describe('the scopes a request needs', () => {
  test.each`
    method      | path                                                | scopes
    ${'GET'}    | ${'/rest/api/3/issue/PAY-1?fields=summary'}         | ${['read:jira-work']}
    ${'POST'}   | ${'/rest/api/3/search/jql'}                         | ${['read:jira-work']}
    ${'POST'}   | ${'/rest/api/3/issue/bulkfetch'}                    | ${['read:jira-work']}
    ${'POST'}   | ${'/rest/api/3/changelog/bulkfetch'}                | ${['read:jira-work']}
    ${'POST'}   | ${'/rest/api/3/permissions/check'}                  | ${['read:jira-work']}
    ${'GET'}    | ${'/rest/api/3/field'}                              | ${['read:jira-work']}
    ${'POST'}   | ${'/rest/api/3/field'}                              | ${['manage:jira-configuration']}
    ${'GET'}    | ${'/rest/api/3/project/search'}                     | ${['read:jira-work']}
    ${'PUT'}    | ${'/rest/api/3/project/PAY'}                        | ${['manage:jira-project']}
    ${'PUT'}    | ${'/rest/api/3/issue/PAY-1/properties/throughline'} | ${['write:jira-work']}
    ${'DELETE'} | ${'/rest/api/3/issue/PAY-1/properties/throughline'} | ${['write:jira-work']}
    ${'POST'}   | ${'/rest/api/3/issue/PAY-1/notify'}                 | ${['write:jira-work']}
    ${'GET'}    | ${'/rest/api/3/myself'}                             | ${['read:jira-user', 'read:user:jira']}
    ${'GET'}    | ${'/rest/api/3/users/search'}                       | ${['read:jira-user', 'read:user:jira']}
    ${'GET'}    | ${'/rest/agile/1.0/board'}                          | ${['read:board-scope:jira-software']}
    ${'GET'}    | ${'/rest/agile/1.0/board/7/sprint?state=active'}    | ${['read:sprint:jira-software']}
    ${'GET'}    | ${'/rest/agile/1.0/sprint/7'}                       | ${['read:sprint:jira-software']}
    ${'POST'}   | ${'/rest/devinfo/0.10/bulk'}                        | ${['write:dev-info:jira']}
    ${'GET'}    | ${'/rest/dev-status/1.0/issue/summary'}             | ${[]}
    ${'GET'}    | ${'/rest/internal/2/anything'}                      | ${[]}
  `('$method $path: $scopes', ({ method, path, scopes }: { method: string; path: string; scopes: string[] }) => {
    expect(scopesFor(method, path)).toEqual(scopes);
  });
});
