import { app } from '@azure/functions';
import { snippetStore } from './snippets/snippet-store';
import { getSnippet } from './tools/get-snippet';
import { helloMcp } from './tools/hello-mcp';
import { saveSnippet } from './tools/save-snippet';

app.mcpTool('helloMcp', helloMcp);
app.mcpTool('getSnippet', getSnippet(snippetStore));
app.mcpTool('saveSnippet', saveSnippet(snippetStore));
