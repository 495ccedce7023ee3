import type { DemoTool } from '../../../mcp-servers/demo-tool';
import {
  DEMO_BOARD,
  DEMO_KEY,
  FIELDS,
  LINK_TYPES,
  PRIORITIES,
  STATUSES,
  type DemoIssue,
  type DemoProject,
} from './demo-project';
import { ISSUE_KEY, optionalText, requiredText, schema, text } from './tool-arguments';

/** An issue with the address it would have on the site. */
export function shown(issue: DemoIssue, jiraUrl: string): object {
  return { ...issue, url: `${jiraUrl}/browse/${issue.key}` };
}

const BOARD_ID = { board_id: text('Id of the board') };
const SPRINT_ID = { sprint_id: text('Id of the sprint') };

/** The tools that change nothing. */
export function readTools(project: DemoProject, jiraUrl: string): readonly DemoTool[] {
  const demo = (): object => ({
    key: DEMO_KEY,
    name: 'Demo project of the local gateway',
    issues: project.issues.length,
  });
  const all = (name: string, description: string, answer: () => unknown): DemoTool => ({
    name,
    description,
    inputSchema: schema({}),
    answer,
  });
  const ofIssue = (name: string, description: string, answer: (issue: DemoIssue) => unknown): DemoTool => ({
    name,
    description,
    inputSchema: schema(ISSUE_KEY),
    answer: (args) => answer(project.issue(requiredText(args, 'issue_key'))),
  });
  return [
    {
      name: 'jira_search_issues',
      description: 'Search issues by JQL',
      inputSchema: schema({ jql: text('JQL, for instance: project = DEMO AND status = "To Do"') }),
      answer: (args) => project.search(requiredText(args, 'jql')).map((issue) => shown(issue, jiraUrl)),
    },
    {
      name: 'jira_get_issue',
      description: 'Get one issue',
      inputSchema: schema({ ...ISSUE_KEY, fields: optionalText('Fields to return, separated by commas') }, [
        'issue_key',
      ]),
      answer: (args) => shown(project.issue(requiredText(args, 'issue_key')), jiraUrl),
    },
    {
      name: 'jira_batch_get_changelogs',
      description: 'Get the changes of several issues',
      inputSchema: schema(
        {
          issue_keys: { type: 'array', items: { type: 'string' }, description: 'Keys of the issues' },
          fields: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }], default: null },
        },
        ['issue_keys'],
      ),
      answer: ({ issue_keys: keys }) =>
        (Array.isArray(keys) ? keys : []).map((key) => {
          const { changes } = project.issue(String(key));
          return { issue_key: String(key), changes };
        }),
    },
    all('jira_list_projects', 'List projects', () => [demo()]),
    {
      name: 'jira_get_project',
      description: 'Get a project',
      inputSchema: schema({ project_key: text('Key of the project') }),
      answer: (args) => {
        const key = requiredText(args, 'project_key');
        if (key.toUpperCase() !== DEMO_KEY) throw new Error(`Project ${key} not found. There is ${DEMO_KEY}.`);
        return demo();
      },
    },
    all('jira_list_statuses', 'List the statuses an issue can have', () => STATUSES),
    all('jira_list_priorities', 'List the priorities an issue can have', () => PRIORITIES),
    all('jira_list_fields', 'List the fields of an issue', () => FIELDS.map((id) => ({ id, custom: false }))),
    {
      name: 'jira_get_field',
      description: 'Get a field',
      inputSchema: schema({ field_id: text('Id of the field') }),
      answer: (args) => {
        const id = FIELDS.find((field) => field === requiredText(args, 'field_id'));
        if (id === undefined) throw new Error(`There is no such field. There is ${FIELDS.join(', ')}.`);
        return { id, custom: false };
      },
    },
    ofIssue('jira_get_transitions', 'List the statuses an issue can go to', ({ status }) =>
      STATUSES.flatMap((to, index) => (to === status ? [] : [{ id: String(index + 1), name: to }])),
    ),
    ofIssue('jira_get_comments', 'List the comments of an issue', ({ comments }) => comments),
    ofIssue('jira_get_worklogs', 'List the work logged on an issue', ({ worklogs }) => worklogs),
    all('jira_get_issue_link_types', 'List the kinds of links between issues', () => LINK_TYPES),
    all('jira_list_boards', 'List boards', () => [DEMO_BOARD]),
    {
      name: 'jira_get_board',
      description: 'Get a board',
      inputSchema: schema(BOARD_ID),
      answer: (args) => requireBoard(requiredText(args, 'board_id')),
    },
    {
      name: 'jira_list_sprints',
      description: 'List the sprints of a board',
      inputSchema: schema(BOARD_ID),
      answer: (args) => {
        const { id } = requireBoard(requiredText(args, 'board_id'));
        return project.sprints.filter(({ boardId }) => boardId === id);
      },
    },
    {
      name: 'jira_get_sprint',
      description: 'Get a sprint',
      inputSchema: schema(SPRINT_ID),
      answer: (args) => project.sprint(requiredText(args, 'sprint_id')),
    },
  ];
}

/** @throws Error when there is no such board */
export function requireBoard(id: string): typeof DEMO_BOARD {
  if (id !== DEMO_BOARD.id) throw new Error(`Board ${id} not found. There is ${DEMO_BOARD.id}.`);
  return DEMO_BOARD;
}
