/** The project page: two routes, of which Jira draws the tabs and this frame follows the address. */
import { Suspense, lazy, useEffect, useState } from 'react';
import { view } from '../bridge';
import { Loading } from '../frame/states';
import HealthPage from './health-page';

const WaitsPage = lazy(() => import('../waits/waits-page'));

type History = Awaited<ReturnType<typeof view.createHistory>>;
type Route = 'health' | 'waits';

export default function ProjectPage() {
  const [history, setHistory] = useState<History | undefined>();
  const [route, setRoute] = useState<Route | undefined>();

  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    void view.createHistory().then(
      (made) => {
        if (gone) return;
        setHistory(made);
        setRoute(routeOf(made.location.pathname));
        stop = made.listen((location) => setRoute(routeOf(location.pathname)));
      },
      () => setRoute('health'),
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, []);

  const go = (next: Route) => {
    if (history) history.push(`/${next}`);
    setRoute(next);
  };
  if (route === undefined) return <Loading label="Opening Throughline" rows={6} />;
  if (route === 'health') return <HealthPage onOpenWaits={() => go('waits')} />;
  return (
    <Suspense fallback={<Loading label="Opening waits" rows={6} />}>
      <WaitsPage onOpenHealth={() => go('health')} />
    </Suspense>
  );
}

function routeOf(pathname: string): Route {
  return /(^|\/)waits\/?$/.test(pathname) ? 'waits' : 'health';
}
