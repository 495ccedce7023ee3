/** Which tools of an MCP server callers may use. Names are compared as a whole; a tool is allowed when no list forbids it. */
export interface ToolAccess {
  /** The tools that may be called, and no others. @default all */
  readonly allow?: readonly string[];
  /** Tools that may not be called, in whatever case they are written, because some servers do not tell cases apart. @default none */
  readonly deny?: readonly string[];
  /** Leaves tools that may not be called out of the answer to `tools/list`, which is then held back until it is complete. @default false */
  readonly hide?: boolean;
  /** Further tools that the metric of calls tells by name. The tools of the lists have theirs anyway. @default none */
  readonly known?: readonly string[];
}

/** A name as MCP has it ("Tool Names"), with the slash of earlier drafts. */
export const TOOL_NAME = /^[A-Za-z0-9_./-]{1,128}$/;

/** Whether calls have to be read to find out which may pass. */
export function restrictsTools(access: ToolAccess | undefined): access is ToolAccess {
  return access?.allow !== undefined || access?.deny !== undefined;
}

/** The tools that the metric of calls tells by name, each once. */
export function knownTools({ allow = [], deny = [], known = [] }: ToolAccess): readonly string[] {
  return [...new Set([...allow, ...deny, ...known])];
}
