/**
 * Tools of mcp-atlassian whose input schemas hold `anyOf` or `allOf`. AI Foundry refuses a server whose list has such a
 * tool, so deny these and hide them: `tools: { deny: JIRA_TOOLS_WITH_COMBINED_SCHEMAS, hide: true }`.
 */
export const JIRA_TOOLS_WITH_COMBINED_SCHEMAS: readonly string[] = [
  'jira_get_issue',
  'jira_create_issue',
  'jira_update_issue',
  'jira_transition_issue',
  'jira_add_comment',
  'jira_add_worklog',
  'jira_create_sprint',
  'jira_update_sprint',
  'jira_batch_get_changelogs',
];
