/** The parts of Jira's REST v3 that the issue view reads. */
export interface Person {
  readonly accountId: string;
  readonly displayName: string;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Status extends Named {
  readonly statusCategory: { readonly key: string; readonly name: string };
}

export interface BriefIssue {
  readonly id: string;
  readonly key: string;
  readonly fields: BriefFields;
}

interface BriefFields {
  readonly summary: string;
  readonly status: Status;
  readonly issuetype: Named;
  readonly priority?: Named | null;
}

/** The far end of a link may lie where this site knows nothing but its key. */
export type LinkedIssue = Pick<BriefIssue, 'id' | 'key'> & { readonly fields?: BriefFields };

export interface LinkType {
  readonly id: string;
  readonly name: string;
  readonly inward: string;
  readonly outward: string;
}

export interface IssueLink {
  readonly id: string;
  readonly type: LinkType;
  readonly inwardIssue?: LinkedIssue;
  readonly outwardIssue?: LinkedIssue;
}

export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly fields: {
    readonly summary: string;
    readonly description?: unknown;
    readonly issuetype: Named & { readonly subtask?: boolean; readonly hierarchyLevel?: number };
    readonly project: { readonly id: string; readonly key: string; readonly name: string };
    readonly status: Status;
    readonly priority?: Named | null;
    readonly resolution?: Named | null;
    readonly assignee?: Person | null;
    readonly reporter?: Person | null;
    readonly created: string;
    readonly updated: string;
    readonly duedate?: string | null;
    readonly labels?: readonly string[];
    readonly components?: readonly Named[];
    readonly fixVersions?: readonly Named[];
    readonly parent?: LinkedIssue;
    readonly issuelinks?: readonly IssueLink[];
    readonly [field: string]: unknown;
  };
}

export interface Comment {
  readonly id: string;
  readonly author?: Person;
  readonly created: string;
  readonly body: unknown;
}

export interface History {
  readonly id: string;
  readonly author?: Person;
  readonly created: string;
  readonly items: readonly {
    readonly field: string;
    readonly fromString: string | null;
    readonly toString: string | null;
  }[];
}
