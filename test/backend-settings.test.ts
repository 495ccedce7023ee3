import { readSettings, SettingsError } from '../settings';

const JIRA = {
  JIRA_URL: 'https://contoso.atlassian.net',
  JIRA_USERNAME: 'robot@contoso.com',
  JIRA_API_TOKEN: 'secret',
};

describe('readSettings of backends', () => {
  it.each([
    ['SLACK_BOT_TOKEN', { slackBotToken: true }],
    ['TF_VAR_slack_bot_token', { slackBotToken: true }],
    ['GITHUB_PAT', { githubPat: true }],
    ['TF_VAR_github_pat', { githubPat: true }],
  ])('keeps of %s only that it is there', (variable, expected) => {
    const settings = readSettings({ [variable]: 'a-secret' });
    expect(settings).toMatchObject(expected);
    expect(JSON.stringify(settings)).not.toContain('a-secret');
    expect(readSettings({ [variable]: ' ' })).toEqual(readSettings({}));
  });

  it('reads the three of Jira', () => {
    expect(readSettings(JIRA)).toMatchObject({
      jiraUrl: 'https://contoso.atlassian.net',
      jiraUsername: 'robot@contoso.com',
      jiraApiToken: true,
    });
  });

  it('refuses a part of them and says what is missing, without a secret', () => {
    const read = (): unknown => readSettings({ JIRA_API_TOKEN: 'a-secret', JIRA_USERNAME: '' });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(
      [
        'The settings have 2 mistakes:',
        '  JIRA_URL is not set, and JIRA_URL, JIRA_USERNAME, JIRA_API_TOKEN belong together; it must be an https URL without user name, query and fragment. Set it like JIRA_URL=https://contoso.atlassian.net, or unset the others.',
        '  JIRA_USERNAME is not set, and JIRA_URL, JIRA_USERNAME, JIRA_API_TOKEN belong together; it must be 1 to 256 characters without blanks. Set it like JIRA_USERNAME=robot@contoso.com, or unset the others.',
      ].join('\n'),
    );
  });

  it.each([
    'http://contoso.atlassian.net',
    'contoso.atlassian.net',
    'https://user@contoso.atlassian.net',
    'https://contoso.atlassian.net?x=1',
    'https://contoso.atlassian.net/#x',
  ])('refuses the Jira site %s', (url) => {
    expect(() => readSettings({ ...JIRA, JIRA_URL: url })).toThrow('JIRA_URL is');
  });

  it.each(['https://jira.contoso.com:8443', 'https://contoso.com/jira/', 'https://x'])(
    'takes the Jira site %s',
    (url) => {
      expect(readSettings({ ...JIRA, JIRA_URL: url }).jiraUrl).toBe(url);
    },
  );

  it.each(['MCP_GATEWAY_ENTRA_BACKENDS', 'MCP_GATEWAY_SUBSCRIPTION_KEY_BACKENDS'])(
    'reads the names in %s',
    (variable) => {
      expect(Object.values(readSettings({ [variable]: 'functions, jira' }))).toContainEqual(['functions', 'jira']);
      expect(() => readSettings({ [variable]: 'Functions' })).toThrow(`${variable} is "Functions"`);
    },
  );

  it.each(['true', 'false'])('reads MCP_GATEWAY_AI_FOUNDRY=%s', (value) => {
    expect(readSettings({ MCP_GATEWAY_AI_FOUNDRY: value }).aiFoundry).toBe(value === 'true');
  });
});
