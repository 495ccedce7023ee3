const { rmSync } = require('node:fs');

/** Removes what test files shared, after the last of them ran. */
module.exports = () => {
  rmSync(process.env.AZURE_MCP_GATEWAY_TEST_FOLDER, { recursive: true, force: true });
};
