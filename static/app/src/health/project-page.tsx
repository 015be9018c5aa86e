/** The project page: a few routes, of which Jira draws the tabs and this frame follows the address. */
import { Suspense, lazy, useEffect, useState } from 'react';
import { view } from '../bridge';
import { Loading } from '../frame/states';
import HealthPage from './health-page';

const WaitsPage = lazy(() => import('../waits/waits-page'));
const TracePage = lazy(() => import('../trace/trace-page'));

type History = Awaited<ReturnType<typeof view.createHistory>>;
const ROUTES = ['health', 'waits', 'trace'] as const;
type Route = (typeof ROUTES)[number];

interface Address {
  readonly route: Route;
  /** Empty, or from its question mark on. */
  readonly search: string;
}

export default function ProjectPage() {
  const [history, setHistory] = useState<History | undefined>();
  const [address, setAddress] = useState<Address | undefined>();

  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    void view.createHistory().then(
      (made) => {
        if (gone) return;
        setHistory(made);
        setAddress(addressOf(made.location));
        stop = made.listen((location) => setAddress(addressOf(location)));
      },
      () => setAddress({ route: 'health', search: '' }),
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, []);

  const go = (route: Route, search = '') => {
    history?.push(`/${route}${search}`);
    setAddress({ route, search });
  };
  /** Filters belong to the page one is on: going back leaves it, and does not undo them one by one. */
  const stay = (route: Route) => (search: string) => {
    history?.replace(`/${route}${search}`);
    setAddress({ route, search });
  };
  if (address === undefined) return <Loading label="Opening Throughline" rows={6} />;
  switch (address.route) {
    case 'health':
      return (
        <HealthPage
          onOpenWaits={() => go('waits')}
          onOpenTrace={(open) => go('trace', open === undefined ? '' : `?show=${open}`)}
        />
      );
    case 'waits':
      return (
        <Suspense fallback={<Loading label="Opening waits" rows={6} />}>
          <WaitsPage onOpenHealth={() => go('health')} />
        </Suspense>
      );
    case 'trace':
      return (
        <Suspense fallback={<Loading label="Opening the trace" rows={6} />}>
          <TracePage search={address.search} onSearch={stay('trace')} onOpenHealth={() => go('health')} />
        </Suspense>
      );
  }
}

function addressOf({ pathname, search }: { readonly pathname: string; readonly search?: string }): Address {
  const last = pathname.replace(/\/$/, '').split('/').at(-1);
  return { route: ROUTES.find((route) => route === last) ?? 'health', search: search ?? '' };
}
