/**
 * The tables. Every statement may run again after a crash, so each is written to be repeatable.
 * Order is history: append, never edit, never remove. Forge runs 25 of them a minute, so a first
 * release stays below that, or a new install would have to wait for the next five-minute run.
 */

export interface Migration {
  readonly name: string;
  readonly statement: string;
}

/**
 * Names in the columns: `_ms` is an instant, `facts` is JSON in the shapes of `src/model`. Of a commit
 * `facts` is what an examination reads and `whole` the message and the files; `changes` and `touches`
 * count what came since, so that a mark is taken away only if nothing came meanwhile. `permille` is a
 * probability in thousandths.
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
      PRIMARY KEY (item_id),
      INDEX work_item_by_project (project_key, item_id),
      INDEX work_item_by_key (item_key),
      INDEX work_item_by_parent (parent_key))`,
  },
  {
    name: 'v002_project',
    statement: `CREATE TABLE IF NOT EXISTS project (
      project_key VARCHAR(32) NOT NULL,
      name VARCHAR(255) NOT NULL,
      read_ms BIGINT NULL,
      examined_ms BIGINT NULL,
      changes INT NOT NULL,
      PRIMARY KEY (project_key))`,
  },
  {
    name: 'v003_git_commit',
    statement: `CREATE TABLE IF NOT EXISTS git_commit (
      repo VARCHAR(200) NOT NULL,
      sha CHAR(40) NOT NULL,
      committed_ms BIGINT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      whole MEDIUMTEXT NOT NULL,
      PRIMARY KEY (repo, sha),
      INDEX git_commit_by_sha (sha),
      INDEX git_commit_by_time (repo, committed_ms))`,
  },
  {
    name: 'v004_repository',
    statement: `CREATE TABLE IF NOT EXISTS repository (
      repo VARCHAR(200) NOT NULL,
      received_ms BIGINT NOT NULL,
      untraced_from_ms BIGINT NULL,
      touches INT NOT NULL,
      PRIMARY KEY (repo))`,
  },
  {
    name: 'v005_pull_request',
    statement: `CREATE TABLE IF NOT EXISTS pull_request (
      repo VARCHAR(200) NOT NULL,
      number INT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (repo, number))`,
  },
  {
    name: 'v006_trace_entry',
    statement: `CREATE TABLE IF NOT EXISTS trace_entry (
      repo VARCHAR(200) NOT NULL,
      sha CHAR(40) NOT NULL,
      item_key VARCHAR(64) NOT NULL,
      entry_id VARCHAR(20) NOT NULL,
      project_key VARCHAR(32) NOT NULL,
      act VARCHAR(12) NOT NULL,
      decider VARCHAR(128) NOT NULL,
      at_ms BIGINT NOT NULL,
      weight INT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (repo, sha, item_key, entry_id),
      INDEX trace_entry_by_item (item_key),
      INDEX trace_entry_by_time (at_ms, entry_id),
      INDEX trace_entry_by_project (project_key, at_ms, entry_id),
      INDEX trace_entry_by_repository (repo, at_ms, entry_id),
      INDEX trace_entry_by_weight (repo, project_key, weight))`,
  },
  {
    name: 'v007_unknown_key',
    statement: `CREATE TABLE IF NOT EXISTS unknown_key (
      repo VARCHAR(200) NOT NULL,
      sha CHAR(40) NOT NULL,
      item_key VARCHAR(64) NOT NULL,
      PRIMARY KEY (repo, sha, item_key))`,
  },
  {
    name: 'v008_examination',
    statement: `CREATE TABLE IF NOT EXISTS examination (
      project_key VARCHAR(32) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (project_key))`,
  },
  {
    name: 'v009_finding',
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
    name: 'v010_project_wait',
    statement: `CREATE TABLE IF NOT EXISTS project_wait (
      project_key VARCHAR(32) NOT NULL,
      position INT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (project_key, position))`,
  },
  {
    name: 'v011_waiver',
    statement: `CREATE TABLE IF NOT EXISTS waiver (
      project_key VARCHAR(32) NOT NULL,
      finding_id VARCHAR(400) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (project_key, finding_id))`,
  },
  {
    name: 'v012_published_property',
    statement: `CREATE TABLE IF NOT EXISTS published_property (
      item_id VARCHAR(32) NOT NULL,
      project_key VARCHAR(32) NOT NULL,
      digest VARCHAR(20) NOT NULL,
      PRIMARY KEY (project_key, item_id))`,
  },
  {
    name: 'v013_inbox',
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
    name: 'v014_inbox_part',
    statement: `CREATE TABLE IF NOT EXISTS inbox_part (
      delivery VARCHAR(100) NOT NULL,
      part INT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (delivery, part))`,
  },
  {
    name: 'v015_ingestion_log',
    statement: `CREATE TABLE IF NOT EXISTS ingestion_log (
      entry_id VARCHAR(120) NOT NULL,
      at_ms BIGINT NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (entry_id),
      INDEX ingestion_log_by_time (at_ms))`,
  },
  {
    name: 'v016_former_key',
    statement: `CREATE TABLE IF NOT EXISTS former_key (
      former_key VARCHAR(64) NOT NULL,
      item_id VARCHAR(32) NOT NULL,
      PRIMARY KEY (former_key))`,
  },
  {
    name: 'v017_commit_class',
    statement: `CREATE TABLE IF NOT EXISTS commit_class (
      repo VARCHAR(200) NOT NULL,
      sha CHAR(40) NOT NULL,
      class VARCHAR(10) NOT NULL,
      reason VARCHAR(200) NULL,
      committed_ms BIGINT NOT NULL,
      author_hash VARCHAR(64) NOT NULL,
      top_permille INT NOT NULL,
      expected_permille INT NOT NULL,
      PRIMARY KEY (repo, sha),
      INDEX commit_class_by_time (repo, class, committed_ms))`,
  },
  {
    name: 'v018_suggestion',
    statement: `CREATE TABLE IF NOT EXISTS suggestion (
      repo VARCHAR(200) NOT NULL,
      sha CHAR(40) NOT NULL,
      item_key VARCHAR(64) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (repo, sha, item_key))`,
  },
  {
    name: 'v019_item_words',
    statement: `CREATE TABLE IF NOT EXISTS item_words (
      item_id VARCHAR(32) NOT NULL,
      words TEXT NOT NULL,
      PRIMARY KEY (item_id))`,
  },
  {
    name: 'v020_suggester',
    statement: `CREATE TABLE IF NOT EXISTS suggester (
      repo VARCHAR(200) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (repo))`,
  },
  // A path is too long for a key, so its digest stands there; the row without one is the end of the run.
  {
    name: 'v021_surviving_code',
    statement: `CREATE TABLE IF NOT EXISTS surviving_code (
      repo VARCHAR(200) NOT NULL,
      taken_ms BIGINT NOT NULL,
      head CHAR(40) NOT NULL,
      path_digest VARCHAR(20) NOT NULL,
      part INT NOT NULL,
      path VARCHAR(1024) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (repo, taken_ms, head, path_digest, part))`,
  },
  {
    // `kind` says who wrote it: use (what commits tell), address (what Jira shows), decision (an administrator).
    // `about` is the repository, the account, or nothing.
    name: 'v022_identity_fact',
    statement: `CREATE TABLE IF NOT EXISTS identity_fact (
      kind VARCHAR(10) NOT NULL,
      identity VARCHAR(64) NOT NULL,
      about VARCHAR(200) NOT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (kind, identity, about))`,
  },
  {
    // Names differ by case and are long, so a digest stands in the key. The row without one says when all branches
    // were told. `stands` is 0 for those that were deleted, which are kept so that an older telling
    // does not revive them, and NULL where nobody told.
    name: 'v023_git_branch',
    statement: `CREATE TABLE IF NOT EXISTS git_branch (
      repo VARCHAR(200) NOT NULL,
      name_digest VARCHAR(20) NOT NULL,
      stands INT NULL,
      facts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (repo, name_digest))`,
  },
];

/** Every table, for erasing. */
export const TABLES = [
  'work_item',
  'project',
  'git_commit',
  'repository',
  'pull_request',
  'trace_entry',
  'commit_class',
  'suggestion',
  'item_words',
  'suggester',
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
  'surviving_code',
  'identity_fact',
  'git_branch',
] as const;
