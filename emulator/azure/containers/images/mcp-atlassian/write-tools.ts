import type { DemoTool } from '../../../mcp-servers/demo-tool';
import { DEMO_KEY, FIELDS, LINK_TYPES, STATUSES, type DemoProject } from './demo-project';
import { requireBoard, shown } from './read-tools';
import { givenText, ISSUE_KEY, optionalText, requiredText, schema, text } from './tool-arguments';

/** The tools that change the demo project, which is forgotten when the local gateway stops. */
export function writeTools(project: DemoProject, jiraUrl: string, author: string): readonly DemoTool[] {
  return [
    {
      name: 'jira_create_issue',
      description: 'Create an issue',
      inputSchema: schema(
        {
          project_key: text('Key of the project'),
          summary: text('Title of the issue'),
          issue_type: text('Task, Story or Bug'),
          description: optionalText('What it is about'),
        },
        ['project_key', 'summary', 'issue_type'],
      ),
      answer: (args) => {
        const key = requiredText(args, 'project_key');
        if (key.toUpperCase() !== DEMO_KEY) throw new Error(`Project ${key} not found. There is ${DEMO_KEY}.`);
        const issue = project.addIssue({
          type: requiredText(args, 'issue_type'),
          summary: requiredText(args, 'summary'),
          description: givenText(args, 'description') ?? '',
        });
        return shown(issue, jiraUrl);
      },
    },
    {
      name: 'jira_update_issue',
      description: 'Change fields of an issue',
      inputSchema: schema(
        {
          ...ISSUE_KEY,
          fields: { type: 'object', description: 'New values by field', additionalProperties: true },
          attachments: optionalText('Files to attach, which the demo project does not take'),
        },
        ['issue_key', 'fields'],
      ),
      answer: (args) => {
        const issue = project.issue(requiredText(args, 'issue_key'));
        const given = typeof args.fields === 'object' && args.fields !== null ? Object.entries(args.fields) : [];
        for (const [name, value] of given) {
          const field = FIELDS.find((known) => known === name);
          if (field === undefined) throw new Error(`There is no field "${name}". There is ${FIELDS.join(', ')}.`);
          project.change(issue, field, String(value));
        }
        return shown(issue, jiraUrl);
      },
    },
    {
      name: 'jira_transition_issue',
      description: 'Move an issue to another status',
      inputSchema: schema(
        { ...ISSUE_KEY, transition_id: text('Id from jira_get_transitions'), comment: optionalText('Why') },
        ['issue_key', 'transition_id'],
      ),
      answer: (args) => {
        const issue = project.issue(requiredText(args, 'issue_key'));
        const status = STATUSES[Number(requiredText(args, 'transition_id')) - 1];
        if (status === undefined) throw new Error('There is no such transition. Ask jira_get_transitions.');
        project.change(issue, 'status', status);
        return shown(issue, jiraUrl);
      },
    },
    {
      name: 'jira_add_comment',
      description: 'Comment on an issue',
      inputSchema: schema({ ...ISSUE_KEY, comment: text('The comment'), visibility: optionalText('Who may read it') }, [
        'issue_key',
        'comment',
      ]),
      answer: (args) => {
        const comment = { author, body: requiredText(args, 'comment') };
        project.issue(requiredText(args, 'issue_key')).comments.push(comment);
        return comment;
      },
    },
    {
      name: 'jira_add_worklog',
      description: 'Log work on an issue',
      inputSchema: schema({ ...ISSUE_KEY, time_spent: text('For instance 1h 30m'), comment: optionalText('On what') }, [
        'issue_key',
        'time_spent',
      ]),
      answer: (args) => {
        const worklog = {
          author,
          timeSpent: requiredText(args, 'time_spent'),
          comment: givenText(args, 'comment') ?? '',
        };
        project.issue(requiredText(args, 'issue_key')).worklogs.push(worklog);
        return worklog;
      },
    },
    {
      name: 'jira_link_issues',
      description: 'Link two issues',
      inputSchema: schema({
        link_type: text('One of jira_get_issue_link_types'),
        inward_issue_key: text('Key of the first issue'),
        outward_issue_key: text('Key of the second issue'),
      }),
      answer: (args) => {
        const type = requiredText(args, 'link_type');
        if (!LINK_TYPES.includes(type))
          throw new Error(`There is no link "${type}". There is ${LINK_TYPES.join(', ')}.`);
        const inward = project.issue(requiredText(args, 'inward_issue_key'));
        const outward = project.issue(requiredText(args, 'outward_issue_key'));
        inward.links.push({ type, issue: outward.key });
        return { type, inward: inward.key, outward: outward.key };
      },
    },
    {
      name: 'jira_create_sprint',
      description: 'Create a sprint',
      inputSchema: schema(
        { board_id: text('Id of the board'), sprint_name: text('Name'), goal: optionalText('What it is for') },
        ['board_id', 'sprint_name'],
      ),
      answer: (args) => {
        requireBoard(requiredText(args, 'board_id'));
        return project.addSprint(requiredText(args, 'sprint_name'), givenText(args, 'goal') ?? '');
      },
    },
    {
      name: 'jira_update_sprint',
      description: 'Change a sprint',
      inputSchema: schema(
        {
          sprint_id: text('Id of the sprint'),
          sprint_name: optionalText('New name'),
          state: optionalText('future, active or closed'),
          goal: optionalText('New goal'),
        },
        ['sprint_id'],
      ),
      answer: (args) => {
        const sprint = project.sprint(requiredText(args, 'sprint_id'));
        sprint.name = givenText(args, 'sprint_name') ?? sprint.name;
        sprint.state = givenText(args, 'state') ?? sprint.state;
        sprint.goal = givenText(args, 'goal') ?? sprint.goal;
        return sprint;
      },
    },
  ];
}
