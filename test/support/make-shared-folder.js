const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Makes the folder for what test files share, before the first of them runs. Workers inherit its name. */
module.exports = () => {
  process.env.AZURE_MCP_GATEWAY_TEST_FOLDER = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-tests-'));
};
