/**
 * The tables. Every statement may run again after a crash, so each is written to be repeatable.
 * Order is history: append, never edit, never remove. Forge runs 25 of them a minute, so a first
 * release stays below that, or a new install would have to wait for the hourly run.
 */

export interface Migration {
  readonly name: string;
  readonly statement: string;
}

/**
 * Names in the columns: `_ms` is an instant, `facts` is JSON in the shapes of `src/model`. Of a commit
 * `facts` is what an examination reads and `whole` the message and the files; `changes` and `touches`
 * count what came since, so that a mark is taken away only if nothing came meanwhile.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: 'v001_work_item',
    statement: `CREATE TABLE IF NOT EXISTS work_item (
      item_id VARCHAR(32) NOT NULL,
      project_key VARCHAR(32) NOT NULL,
      item_key VARCHAR(64) NOT NULL,
      parent_key VARCHAR(64) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (item_id))`,
  },
  {
    name: 'v002_work_item_by_project',
    statement: 'CREATE INDEX IF NOT EXISTS work_item_by_project ON work_item (project_key, item_id)',
  },
  { name: 'v003_work_item_by_key', statement: 'CREATE INDEX IF NOT EXISTS work_item_by_key ON work_item (item_key)' },
  {
    name: 'v004_work_item_by_parent',
    statement: 'CREATE INDEX IF NOT EXISTS work_item_by_parent ON work_item (parent_key)',
  },
  {
    name: 'v005_project',
    statement: `CREATE TABLE IF NOT EXISTS project (
      project_key VARCHAR(32) NOT NULL,
      name VARCHAR(255) NOT NULL,
      read_ms BIGINT NULL,
      examined_ms BIGINT NULL,
      changes INT NOT NULL,
      PRIMARY KEY (project_key))`,
  },
  {
    name: 'v006_git_commit',
    statement: `CREATE TABLE IF NOT EXISTS git_commit (
      repo VARCHAR(200) NOT NULL,
      sha CHAR(40) NOT NULL,
      committed_ms BIGINT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      whole MEDIUMTEXT NOT NULL,
      PRIMARY KEY (repo, sha))`,
  },
  {
    name: 'v007_repository',
    statement: `CREATE TABLE IF NOT EXISTS repository (
      repo VARCHAR(200) NOT NULL,
      received_ms BIGINT NOT NULL,
      untraced_from_ms BIGINT NULL,
      touches INT NOT NULL,
      PRIMARY KEY (repo))`,
  },
  {
    name: 'v008_pull_request',
    statement: `CREATE TABLE IF NOT EXISTS pull_request (
      repo VARCHAR(200) NOT NULL,
      number INT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (repo, number))`,
  },
  {
    name: 'v009_trace_link',
    statement: `CREATE TABLE IF NOT EXISTS trace_link (
      repo VARCHAR(200) NOT NULL,
      sha CHAR(40) NOT NULL,
      item_key VARCHAR(64) NOT NULL,
      linker VARCHAR(20) NOT NULL,
      project_key VARCHAR(32) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (repo, sha, item_key, linker))`,
  },
  {
    name: 'v010_trace_link_by_item',
    statement: 'CREATE INDEX IF NOT EXISTS trace_link_by_item ON trace_link (item_key)',
  },
  {
    name: 'v011_unknown_key',
    statement: `CREATE TABLE IF NOT EXISTS unknown_key (
      repo VARCHAR(200) NOT NULL,
      sha CHAR(40) NOT NULL,
      item_key VARCHAR(64) NOT NULL,
      PRIMARY KEY (repo, sha, item_key))`,
  },
  {
    name: 'v012_examination',
    statement: `CREATE TABLE IF NOT EXISTS examination (
      project_key VARCHAR(32) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (project_key))`,
  },
  {
    name: 'v013_finding',
    statement: `CREATE TABLE IF NOT EXISTS finding (
      project_key VARCHAR(32) NOT NULL,
      position INT NOT NULL,
      detector VARCHAR(60) NOT NULL,
      subject_key VARCHAR(64) NOT NULL,
      waived INT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (project_key, position))`,
  },
  {
    name: 'v014_project_wait',
    statement: `CREATE TABLE IF NOT EXISTS project_wait (
      project_key VARCHAR(32) NOT NULL,
      position INT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (project_key, position))`,
  },
  {
    name: 'v015_waiver',
    statement: `CREATE TABLE IF NOT EXISTS waiver (
      project_key VARCHAR(32) NOT NULL,
      finding_id VARCHAR(400) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (project_key, finding_id))`,
  },
  {
    name: 'v016_published_property',
    statement: `CREATE TABLE IF NOT EXISTS published_property (
      item_id VARCHAR(32) NOT NULL,
      project_key VARCHAR(32) NOT NULL,
      digest VARCHAR(20) NOT NULL,
      PRIMARY KEY (project_key, item_id))`,
  },
  {
    name: 'v017_inbox',
    statement: `CREATE TABLE IF NOT EXISTS inbox (
      delivery VARCHAR(100) NOT NULL,
      source VARCHAR(20) NOT NULL,
      parts INT NOT NULL,
      put_ms BIGINT NOT NULL,
      tries INT NOT NULL,
      done_ms BIGINT NULL,
      PRIMARY KEY (delivery))`,
  },
  {
    name: 'v018_inbox_part',
    statement: `CREATE TABLE IF NOT EXISTS inbox_part (
      delivery VARCHAR(100) NOT NULL,
      part INT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (delivery, part))`,
  },
  {
    name: 'v019_ingestion_log',
    statement: `CREATE TABLE IF NOT EXISTS ingestion_log (
      entry_id VARCHAR(120) NOT NULL,
      at_ms BIGINT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (entry_id))`,
  },
  {
    name: 'v020_ingestion_log_by_time',
    statement: 'CREATE INDEX IF NOT EXISTS ingestion_log_by_time ON ingestion_log (at_ms)',
  },
  {
    name: 'v021_former_key',
    statement: `CREATE TABLE IF NOT EXISTS former_key (
      former_key VARCHAR(64) NOT NULL,
      item_id VARCHAR(32) NOT NULL,
      PRIMARY KEY (former_key))`,
  },
  { name: 'v022_git_commit_by_sha', statement: 'CREATE INDEX IF NOT EXISTS git_commit_by_sha ON git_commit (sha)' },
  {
    // `kind` says who wrote it: use (what commits tell), address (what Jira shows), decision (an administrator).
    // `about` is the repository, the account, or nothing.
    name: 'v100_identity_fact',
    statement: `CREATE TABLE IF NOT EXISTS identity_fact (
      kind VARCHAR(10) NOT NULL,
      identity VARCHAR(64) NOT NULL,
      about VARCHAR(200) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (kind, identity, about))`,
  },
];

/** Every table, for erasing. */
export const TABLES = [
  'work_item',
  'project',
  'git_commit',
  'repository',
  'pull_request',
  'trace_link',
  'unknown_key',
  'examination',
  'finding',
  'project_wait',
  'waiver',
  'published_property',
  'inbox',
  'inbox_part',
  'ingestion_log',
  'former_key',
  'identity_fact',
] as const;
