/** An issue of the demo project. */
export interface DemoIssue {
  readonly key: string;
  readonly type: string;
  summary: string;
  description: string;
  status: string;
  priority: string;
  assignee: string | null;
  readonly comments: { readonly author: string; readonly body: string }[];
  readonly worklogs: { readonly author: string; readonly timeSpent: string; readonly comment: string }[];
  readonly links: { readonly type: string; readonly issue: string }[];
  readonly changes: { readonly field: string; readonly from: string; readonly to: string }[];
}

/** A sprint of the demo project. */
export interface DemoSprint {
  readonly id: string;
  readonly boardId: string;
  name: string;
  goal: string;
  state: string;
}

export const DEMO_KEY = 'DEMO';
export const DEMO_BOARD = { id: '1', name: 'DEMO board', type: 'scrum' };
export const STATUSES = ['To Do', 'In Progress', 'Done'];
export const PRIORITIES = ['Highest', 'High', 'Medium', 'Low', 'Lowest'];
export const LINK_TYPES = ['Blocks', 'Duplicate', 'Relates'];
export const FIELDS = ['summary', 'description', 'status', 'priority', 'assignee'] as const;

const STORY = [
  ['Task', 'Put the gateway in front of the MCP servers', 'Done', 'High'],
  ['Story', 'Sign in with the company account', 'In Progress', 'High'],
  ['Bug', 'The consent page is shown twice', 'To Do', 'Medium'],
] as const;

/** A Jira project that exists on this machine alone, until the local gateway stops. */
export class DemoProject {
  readonly issues: DemoIssue[] = [];
  readonly sprints: DemoSprint[] = [];

  constructor() {
    for (const [type, summary, status, priority] of STORY)
      this.addIssue({ type, summary, description: '' }, status, priority);
    this.addSprint('Sprint 1', 'Show it to the team');
  }

  addIssue(
    { type, summary, description }: Pick<DemoIssue, 'type' | 'summary' | 'description'>,
    status = 'To Do',
    priority = 'Medium',
  ): DemoIssue {
    const issue: DemoIssue = {
      key: `${DEMO_KEY}-${this.issues.length + 1}`,
      type,
      summary,
      description,
      status,
      priority,
      assignee: null,
      comments: [],
      worklogs: [],
      links: [],
      changes: [],
    };
    this.issues.push(issue);
    return issue;
  }

  addSprint(name: string, goal: string): DemoSprint {
    const sprint = { id: String(this.sprints.length + 1), boardId: DEMO_BOARD.id, name, goal, state: 'active' };
    this.sprints.push(sprint);
    return sprint;
  }

  /** @throws Error when there is no such issue */
  issue(key: string): DemoIssue {
    const found = this.issues.find((issue) => issue.key === key.toUpperCase());
    if (found === undefined) throw new Error(`Issue ${key} not found. The demo project has ${this.keys()}.`);
    return found;
  }

  /** @throws Error when there is no such sprint */
  sprint(id: string): DemoSprint {
    const found = this.sprints.find((sprint) => sprint.id === id);
    if (found === undefined) throw new Error(`Sprint ${id} not found.`);
    return found;
  }

  /** Changes a field and remembers that it did. */
  change(issue: DemoIssue, field: (typeof FIELDS)[number], value: string): void {
    issue.changes.push({ field, from: issue[field] ?? '', to: value });
    issue[field] = value;
  }

  /**
   * Finds issues by the part of JQL that a demo needs: `field = value` with AND between, for project, key, status, type and
   * priority; ORDER BY is read over.
   * @throws Error naming what it does not understand
   */
  search(jql: string): DemoIssue[] {
    const conditions = jql
      .replace(/\border\s+by\b.*$/is, '')
      .split(/\band\b/i)
      .map((condition) => condition.trim())
      .filter((condition) => condition !== '')
      .map((condition) => {
        const [, field, quoted, plain] = /^([a-z]+)\s*=\s*(?:"([^"]*)"|'?([^'"\s]+)'?)$/i.exec(condition) ?? [];
        const read = FIELD_READERS[(field ?? '').toLowerCase()];
        if (read === undefined) {
          throw new Error(
            `The demo project does not understand "${condition}". It knows ${Object.keys(FIELD_READERS).join(', ')}, compared by =, with AND between.`,
          );
        }
        const wanted = (quoted ?? plain ?? '').toLowerCase();
        return (issue: DemoIssue) => read(issue).toLowerCase() === wanted;
      });
    return this.issues.filter((issue) => conditions.every((holds) => holds(issue)));
  }

  private keys(): string {
    return this.issues.map(({ key }) => key).join(', ');
  }
}

const FIELD_READERS: Readonly<Record<string, (issue: DemoIssue) => string>> = {
  project: () => DEMO_KEY,
  key: ({ key }) => key,
  status: ({ status }) => status,
  type: ({ type }) => type,
  issuetype: ({ type }) => type,
  priority: ({ priority }) => priority,
};
