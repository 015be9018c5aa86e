/** What Jira Automation allows a rule, and what the host keeps of the past. */
export const automationLimits = {
  /** Jira's published limit of work items searched by one scheduled rule. */
  itemsPerRun: 999,
  itemsPerPage: 100,
  /** How often a throttled request is made in all. */
  tries: 4,
  /** How often a rule may start itself again, through the events its own steps cause. */
  restarts: 10,
  /** The same alert about the same wait is not repeated within this time of the host's clock. */
  repeatAfterMs: 24 * 60 * 60 * 1000,
  runsKept: 500,
  /** Work items in all kept runs together. */
  runItemsKept: 20_000,
  alertsKept: 1000,
} as const;
