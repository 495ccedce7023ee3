import type { TerraformResource } from 'cdktf';

/** A program that stands in for a server when the gateway runs on this machine (`npm start`). Azure never sees it. */
export interface LocalProgram {
  /** Program to run, looked up like in a shell but without one, for instance `npx`. */
  readonly command: string;
  /** Its arguments; `{port}` becomes the port of 127.0.0.1 it has to listen on. @default none */
  readonly args?: readonly string[];
  /** Environment variables beside `PORT` and those of the server; `{port}` as in the arguments. Never secrets. @default none */
  readonly env?: Readonly<Record<string, string>>;
}

/** Writes a local program beside the metadata of a resource, where Terraform reads over it. */
export function addLocalProgram(resource: TerraformResource, program: LocalProgram | undefined): void {
  if (program !== undefined) resource.addOverride('//.local', program);
}
