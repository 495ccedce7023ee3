import type { PlayImage } from './image-player';
import { playMcpAtlassian } from './images/mcp-atlassian/play';
import { playSlackMcpServer } from './images/slack-mcp-server';

/** The images this machine can play, by repository. */
const CATALOGUE: ReadonlyMap<string, PlayImage> = new Map([
  ['ghcr.io/korotovsky/slack-mcp-server', playSlackMcpServer],
  ['ghcr.io/sooperset/mcp-atlassian', playMcpAtlassian],
]);

/** How to play an image, whatever its tag or digest; undefined when it is not known. */
export function playerOf(image: string): PlayImage | undefined {
  return CATALOGUE.get(image.replace(/@.*$/, '').replace(/:[^:/]*$/, ''));
}
