import type { Program } from '../programs/program';
import type { ProcessGuard } from '../programs/process-guard';
import type { StandInEnvironment } from '../stand-in';
import type { ContainerApp } from './read-container-apps';

/** What players of images and commands work with. */
export interface PlayerTools {
  readonly environment: StandInEnvironment;
  readonly guard: ProcessGuard;
}

/**
 * Plays a container on this machine.
 * @throws Error naming the app when its container would not answer on Azure
 */
export type PlayImage = (app: ContainerApp, tools: PlayerTools) => Promise<Program>;

/** What plays an image is not on this machine. That is no mistake of the stack, and other backends work without it. */
export class PlayerMissingError extends Error {}

/** Where a container says it listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Where the two are set, for messages. */
  readonly hostSetting: string;
  readonly portSetting: string;
}

/** Checks that requests reach what the container listens on. @throws Error naming the app and the setting that is wrong */
export function requireReachable(app: ContainerApp, { host, port, hostSetting, portSetting }: Listening): void {
  const { address } = app.resource;
  if (host !== '0.0.0.0' && host !== '::') {
    throw new Error(
      `${address}: ${app.image} listens on ${host}, where only its own container reaches it. Set ${hostSetting} to 0.0.0.0.`,
    );
  }
  if (port !== app.targetPort) {
    throw new Error(
      `${address}: ${app.image} listens on port ${port}, and requests go to port ${app.targetPort}. Set ${portSetting} to ${app.targetPort}, or the target port of the ingress to ${port}.`,
    );
  }
}

/** The arguments a container's program gets: those of the stack, or else the image's own. */
export function argumentsOf({ command, args }: ContainerApp, ofImage: readonly string[]): readonly string[] {
  if (command.length > 0) return [...command.slice(1), ...args];
  return args.length > 0 ? args : ofImage;
}
