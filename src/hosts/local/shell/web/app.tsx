import EmptyState from '@atlaskit/empty-state';
import { browsedProjectAddress } from '../addresses';
import { AppsAdminPage } from './pages/apps-admin-page';
import { DashboardPage } from './pages/dashboard-page';
import { HostPage } from './pages/host-page';
import { NotificationsPage } from './pages/notifications-page';
import { ProjectAppPage } from './pages/project-app-page';
import { ProjectSettingsPage } from './pages/project-settings-page';
import { AutomationPage } from './automation/automation-page';
import { AppDialogsProvider } from './frame/app-dialogs';
import { IssuePage } from './issue/issue-page';
import { Layout } from './layout/layout';
import { PageFailure } from './pages/page-failure';
import { StartingPage } from './pages/starting-page';
import { SearchPage } from './search/search-page';
import { Tour } from './search/tour';
import { Redirect, useAddress } from './site/router';
import { SiteProvider, useSite } from './site/site-context';

export function App() {
  return (
    <SiteProvider waiting={(problem) => <StartingPage problem={problem} />}>
      <AppDialogsProvider>
        <Layout>
          <GuardedPage />
        </Layout>
      </AppDialogsProvider>
    </SiteProvider>
  );
}

function GuardedPage() {
  return (
    <PageFailure address={useAddress()}>
      <Page />
    </PageFailure>
  );
}

function Page() {
  const { state } = useSite();
  const url = new URL(useAddress(), location.origin);
  const [first = '', second = '', third = '', ...rest] = url.pathname
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);
  // A change of user is a new page: nothing one person was shown may stay for the next.
  const who = state.user.accountId;
  // Jira refuses a search that nothing bounds.
  const allWork = `project in (${state.projects.map(({ key }) => key).join(', ')}) ORDER BY updated DESC`;
  switch (first) {
    case '':
      return (
        <>
          <Tour />
          <SearchPage key={who} jql={allWork} />
        </>
      );
    case 'browse': {
      const project = browsedProjectAddress(second);
      if (project) return <Redirect to={project} />;
      return <IssuePage key={`${who} ${second}`} issueKey={second} />;
    }
    case 'issues':
      return <SearchPage key={who} jql={url.searchParams.get('jql') ?? allWork} />;
    case 'projects':
      if (third === 'apps') {
        const [moduleKey = '', ...path] = rest;
        return (
          <ProjectAppPage
            key={`${who} ${second}`}
            projectKey={second}
            moduleKey={moduleKey}
            path={`/${path.join('/')}${url.search}`}
          />
        );
      }
      if (third === 'settings')
        return <ProjectSettingsPage key={`${who} ${second}`} projectKey={second} moduleKey={rest[1]} />;
      return <SearchPage key={who} jql={`project = ${second} ORDER BY updated DESC`} projectKey={second} />;
    case 'dashboards':
      return <DashboardPage key={who} />;
    case 'admin':
      return <AppsAdminPage key={who} moduleKey={third || undefined} />;
    case 'automation':
      return <AutomationPage key={who} ruleId={second || undefined} />;
    case 'notifications':
      return <NotificationsPage key={who} />;
    case 'host':
      return <HostPage key={who} />;
    default:
      return (
        <EmptyState headingLevel={2} header="There is no such page" description={`Nothing is at ${url.pathname}.`} />
      );
  }
}
