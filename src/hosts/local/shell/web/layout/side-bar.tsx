import Badge from '@atlaskit/badge';
import type { ReactNode } from 'react';
import { projectAppAddress } from '../../addresses';
import { Go, useAddress } from '../site/router';
import { useSite } from '../site/site-context';
import { Icon, type IconName } from './icon';
import styles from './layout.module.css';

export function SideBar() {
  const { state, modules } = useSite();
  const address = useAddress();
  return (
    <nav className={styles.side} aria-label="Site">
      <ul>
        <Item to="/dashboards/10000" icon="dashboard" address={address}>
          Dashboard
        </Item>
        <Item to="/issues?jql=ORDER+BY+updated+DESC" icon="search" address={address}>
          All work
        </Item>
        <Item
          to="/notifications"
          icon="bell"
          address={address}
          after={
            state.alerts > 0 && (
              <span className={styles.count}>
                <Badge appearance="primary">{state.alerts}</Badge>
              </span>
            )
          }
        >
          Notifications
        </Item>
      </ul>
      <h2 className={styles.sideHeading}>Projects</h2>
      <ul>
        {state.projects.map((project) => (
          <ProjectItems key={project.key} project={project} address={address} />
        ))}
      </ul>
      <h2 className={styles.sideHeading}>Site</h2>
      <ul>
        <Item to="/automation" icon="automation" address={address}>
          Automation
        </Item>
        {modules('jira:adminPage').length > 0 && (
          <Item to="/admin/apps" icon="settings" address={address}>
            Apps (admin)
          </Item>
        )}
        <Item to="/host" icon="host" address={address}>
          Local host
        </Item>
      </ul>
    </nav>
  );
}

function ProjectItems({
  project,
  address,
}: {
  readonly project: { readonly key: string; readonly name: string };
  readonly address: string;
}) {
  const { modules } = useSite();
  const home = `/projects/${project.key}`;
  const inside = address === home || address.startsWith(`${home}/`) || address.startsWith(`/browse/${project.key}-`);
  return (
    <>
      <li>
        <Go to={home} className={styles.item} current={address === home}>
          <span className={styles.projectMark} aria-hidden="true">
            {project.key.slice(0, 1)}
          </span>
          <span className={styles.label}>{project.name}</span>
        </Go>
      </li>
      {inside && (
        <>
          <Item to={home} icon="list" address={address} nested>
            List
          </Item>
          {modules('jira:projectPage').map((module) => (
            <ModuleItems
              key={module.key}
              title={module.title}
              base={projectAppAddress(project.key, module.key)}
              pages={module.pages ?? []}
              address={address}
            />
          ))}
          <Item to={`${home}/settings`} icon="settings" address={address} nested>
            Project settings
          </Item>
        </>
      )}
    </>
  );
}

interface ModuleItemsProps {
  readonly title: string;
  readonly base: string;
  readonly pages: readonly { readonly title: string; readonly route: string }[];
  readonly address: string;
}

function ModuleItems({ title, base, pages, address }: ModuleItemsProps) {
  const [first] = pages;
  if (!first) {
    return (
      <Item to={base} icon="puzzle" address={address} nested>
        {title}
      </Item>
    );
  }
  return (
    <>
      <Item
        to={`${base}/${first.route}`}
        icon="puzzle"
        address={address === `${base}/${first.route}` ? '' : address}
        nested
      >
        {title}
      </Item>
      {pages.map((page) => (
        <Item key={page.route} to={`${base}/${page.route}`} address={address} nested>
          {page.title}
        </Item>
      ))}
    </>
  );
}

interface ItemProps {
  readonly to: string;
  readonly icon?: IconName;
  readonly address: string;
  readonly nested?: boolean;
  readonly after?: ReactNode;
  readonly children: ReactNode;
}

function Item({ to, icon, address, nested, after, children }: ItemProps) {
  const path = to.split('?')[0] ?? to;
  const current = nested ? address === to || address.startsWith(`${to}?`) : address.startsWith(path);
  return (
    <li>
      <Go to={to} className={`${styles.item ?? ''} ${nested ? (styles.nested ?? '') : ''}`} current={current}>
        <span className={styles.itemIcon}>
          {icon ? (
            <Icon name={icon} />
          ) : (
            <span className={styles.initial} aria-hidden="true">
              {typeof children === 'string' && children.slice(0, 1)}
            </span>
          )}
        </span>
        <span className={styles.label}>{children}</span>
        {after}
      </Go>
    </li>
  );
}
