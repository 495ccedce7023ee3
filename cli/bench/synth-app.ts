// An app that the synthesis benchmark runs in a process of its own, as `cdktf` runs one. Its argument says what it builds:
// `empty`, `default`, or a number of backends.
import { App, TerraformStack } from 'cdktf';

async function build(what: string): Promise<void> {
  if (what === 'empty') {
    const app = new App({ stackTraces: false });
    new TerraformStack(app, 'empty');
    app.synth();
  } else if (what === 'default') {
    const { synthesise } = await import('../../main.js');
    const { readSettings } = await import('../../settings.js');
    await synthesise({ settings: readSettings({}) });
  } else {
    const { AzureProviders, McpGateway, RemoteMcpBackend, synthesiseApp } = await import('../../index.js');
    await synthesiseApp((app) => {
      const stack = new TerraformStack(app, 'backends');
      new AzureProviders(stack, 'providers');
      const gateway = new McpGateway(stack, 'gateway', {
        publisher: { name: 'Bench', email: 'bench@example.com' },
        location: 'swedencentral',
      });
      for (let number = 1; number <= Number(what); number++) {
        const name = `backend-${number}`;
        new RemoteMcpBackend(stack, name, { gateway, path: name, url: `https://${name}.example.com/mcp` });
      }
    });
  }
}

void build(process.argv[2] ?? '');
